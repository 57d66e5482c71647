package io.plateau.local.faults;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.local.service.Service;

/** Replicas of a service are added and removed every few seconds. */
record ReplicaFault(Service service, int times, int seconds) implements Fault {

    static Fault of(SplittableRandom random, int turn) {
        return new ReplicaFault(FaultKind.inTurn(List.of(Service.values()), turn), 1 + random.nextInt(2),
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
    public void strike(Cluster cluster) throws MissedException, ViolationException {
        try (Moments.Asked asked = cluster.moments().ask(service, "before-compute")) {
            asked.await(() -> cluster.experiments().currentHasPassed(service, "before-compute"));
        }
        for (int i = 0; i < times; i++) {
            Replica extra = cluster.add(service);
            Cluster.pause(Duration.ofSeconds(seconds));
            cluster.remove(extra);
        }
    }
}
