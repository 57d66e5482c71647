package io.plateau.local.faults.kind;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.Clocks;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.Service;

/**
 * The wall clocks of some processes step by an hour, and after a while back. PostgreSQL's is not stepped, since it is not a JVM.
 *
 * @param stepped names of services, and {@code broker}
 */
public record ClockFault(Processes processes, Broker broker, Experiments experiments, MomentRequests moments,
        Clocks clocks,
        List<String> stepped, Duration by, Stage stage) implements Fault {
    private static final Duration MEANWHILE = Duration.ofSeconds(4);

    static Fault of(SplittableRandom random, int turn, Processes processes, Broker broker, Experiments experiments,
            MomentRequests moments, Clocks clocks) {
        List<String> all = Stream.concat(Arrays.stream(Service.values()).map(Service::label), Stream.of(Clocks.BROKER))
                .toList();
        List<String> stepped = new ArrayList<>(all.stream().filter(name -> random.nextBoolean()).toList());
        if (stepped.isEmpty()) {
            stepped.add(all.get(random.nextInt(all.size())));
        }
        return new ClockFault(processes, broker, experiments, moments, clocks, List.copyOf(stepped),
                Duration.ofHours(turn % 2 == 0 ? 1 : -1),
                StageMoments.any(random));
    }

    @Override
    public String kind() {
        return FaultKind.CLOCK.label();
    }

    @Override
    public String description() {
        return "clock of " + String.join(", ", stepped) + (by.isNegative() ? " back" : " on")
                + " by an hour at stage "
                + stage.label() + ", and back after " + MEANWHILE.toSeconds() + " s";
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException {
        try (MomentRequests.Asked asked = StageMoments.ask(moments, "before-compute", stage)) {
            asked.await(() -> experiments.currentHasPassed(stage));
            for (String process : stepped) {
                clocks.step(process, process.equals(Clocks.BROKER)
                        ? broker.handle()
                        : processes.replica(Service.ofLabel(process)).handle(), by);
            }
        }
        try {
            Waiting.pause(MEANWHILE);
        } finally {
            for (String process : stepped) {
                clocks.putBack(process);
            }
        }
    }
}
