package io.plateau.local.faults.kind;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.invariant.Truth;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.Service;

/** The broker is killed and started again on its log; in every second case a service starts while it is gone. */
public record BrokerFault(Processes processes, Broker broker, Experiments experiments, MomentRequests moments,
        Service moment,
        Service starting) implements Fault {

    static Fault of(SplittableRandom random, int turn, Processes processes, Broker broker, Experiments experiments,
            MomentRequests moments) {
        Service[] services = Service.values();
        return new BrokerFault(processes, broker, experiments, moments, Turn.of(List.of(services), turn),
                random.nextBoolean() ? services[random.nextInt(services.length)] : null);
    }

    @Override
    public String kind() {
        return FaultKind.BROKER.label();
    }

    @Override
    public String description() {
        return "broker killed while " + moment.label() + " works, started on its log"
                + (starting == null ? "" : "; " + starting.label() + " starts meanwhile");
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException {
        try (MomentRequests.Asked asked = moments.ask(moment, "after-commit")) {
            asked.await(() -> experiments.currentHasPassed(moment, "after-commit"));
            broker.kill();
        }
        try {
            Truth.requireNoneReady(processes, "the broker is gone", Duration.ofSeconds(15));
            if (starting != null) {
                processes.replica(starting).kill();
                Waiting.pause(Duration.ofSeconds(3));
            }
        } finally {
            broker.start();
        }
    }
}
