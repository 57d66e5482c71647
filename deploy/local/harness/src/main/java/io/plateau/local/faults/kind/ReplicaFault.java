package io.plateau.local.faults.kind;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.Replica;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.Service;

/** Replicas of a service are added and removed every few seconds. */
public record ReplicaFault(Processes processes, Experiments experiments, MomentRequests moments, Service service,
        int times,
        int seconds) implements Fault {

    static Fault of(SplittableRandom random, int turn, Processes processes, Experiments experiments,
            MomentRequests moments) {
        return new ReplicaFault(processes, experiments, moments, Turn.of(List.of(Service.values()), turn),
                1 + random.nextInt(2),
                3 + random.nextInt(3));
    }

    @Override
    public String kind() {
        return FaultKind.REPLICAS.label();
    }

    @Override
    public String description() {
        return "a replica of " + service.label() + " added and removed after " + seconds + " s, " + times + " times";
    }

    @Override
    public void strike() throws MissedException, ViolationException {
        try (MomentRequests.Asked asked = moments.ask(service, "before-compute")) {
            asked.await(() -> experiments.currentHasPassed(service, "before-compute"));
        }
        for (int i = 0; i < times; i++) {
            Replica extra = processes.add(service);
            Waiting.pause(Duration.ofSeconds(seconds));
            processes.remove(extra);
        }
    }
}
