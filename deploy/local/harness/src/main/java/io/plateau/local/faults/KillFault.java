package io.plateau.local.faults;

import java.util.List;
import java.util.SplittableRandom;

import io.plateau.local.service.Service;

/**
 * {@code kill -9} of a service at a named moment, in every second case of another service with it.
 *
 * @param second null when one is killed alone
 */
record KillFault(Service first, String moment, Service second) implements Fault {
    /** Of every service's blocks. */
    static final List<String> MOMENTS = List.of("before-compute", "during-compute", "after-commit", "after-publish",
            "at-barrier", "finalisation");

    static Fault of(SplittableRandom random, int turn) {
        Service[] services = Service.values();
        Service first = service(turn);
        String moment = FaultKind.inTurn(MOMENTS, turn);
        Service other = services[(first.ordinal() + 1 + random.nextInt(services.length - 1)) % services.length];
        return new KillFault(first, moment, random.nextBoolean() ? other : null);
    }

    /** Every service at every moment once in as many turns as there are pairs of them. */
    static Service service(int turn) {
        return FaultKind.inTurn(List.of(Service.values()), turn + turn / MOMENTS.size());
    }

    @Override
    public String kind() {
        return FaultKind.KILL.label();
    }

    @Override
    public String description() {
        return "kill -9 of " + first.label() + " at " + moment + (second == null ? "" : ", and of " + second.label());
    }

    @Override
    public void strike(Cluster cluster) throws MissedException {
        try (Moments.Asked asked = cluster.moments().ask(first, moment)) {
            asked.await(() -> cluster.experiments().currentHasPassed(first, moment));
            cluster.replica(first).kill();
            if (second != null) {
                cluster.replica(second).kill();
            }
        }
    }
}
