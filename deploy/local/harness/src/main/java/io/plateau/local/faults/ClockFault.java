package io.plateau.local.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.plateau.contracts.Stage;
import io.plateau.local.service.Service;

/**
 * The wall clocks of some processes step by an hour, and after a while back. PostgreSQL's is not stepped: it is no JVM.
 *
 * @param processes names of services, and {@code broker}
 */
record ClockFault(List<String> processes, Duration by, Stage stage) implements Fault {
    static final String BROKER = "broker";

    private static final Duration MEANWHILE = Duration.ofSeconds(4);

    static Fault of(SplittableRandom random, int turn) {
        List<String> all = Stream.concat(Arrays.stream(Service.values()).map(Service::label), Stream.of(BROKER))
                .toList();
        List<String> stepped = new ArrayList<>(all.stream().filter(name -> random.nextBoolean()).toList());
        if (stepped.isEmpty()) {
            stepped.add(all.get(random.nextInt(all.size())));
        }
        return new ClockFault(List.copyOf(stepped), Duration.ofHours(turn % 2 == 0 ? 1 : -1),
                Stage.values()[random.nextInt(Stage.values().length)]);
    }

    @Override
    public String kind() {
        return FaultKind.CLOCK.label();
    }

    @Override
    public String description() {
        return "clock of " + String.join(", ", processes) + (by.isNegative() ? " back" : " on")
                + " by an hour at stage "
                + stage.label() + ", and back after " + MEANWHILE.toSeconds() + " s";
    }

    @Override
    public void strike(Cluster cluster) throws MissedException, IOException {
        try (Moments.Asked asked = StageMoments.ask(cluster, "before-compute", stage)) {
            asked.await(() -> cluster.experiments().currentHasPassed(stage));
            for (String process : processes) {
                cluster.clocks().step(process, process.equals(BROKER)
                        ? cluster.broker().handle()
                        : cluster.replica(Service.valueOf(process.toUpperCase(Locale.ROOT))).handle(), by);
            }
        }
        try {
            Cluster.pause(MEANWHILE);
        } finally {
            for (String process : processes) {
                cluster.clocks().putBack(process);
            }
        }
    }
}
