package io.plateau.local.faults.kind;

import java.util.List;
import java.util.SplittableRandom;

import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.service.Service;

/**
 * {@code kill -9} of a service at a named moment, in every second case of another service with it.
 *
 * @param second null when one is killed alone
 */
public record KillFault(Processes processes, Experiments experiments, MomentRequests moments, Service first,
        String moment,
        Service second) implements Fault {
    /** Of every service's blocks. */
    static final List<String> MOMENTS = List.of("before-compute", "during-compute", "after-commit", "after-publish",
            "at-barrier", "finalisation");

    static Fault of(SplittableRandom random, int turn, Processes processes, Experiments experiments,
            MomentRequests moments) {
        Service[] services = Service.values();
        Service first = service(turn);
        String moment = Turn.of(MOMENTS, turn);
        Service other = services[(List.of(services).indexOf(first) + 1 + random.nextInt(services.length - 1))
                % services.length];
        return new KillFault(processes, experiments, moments, first, moment, random.nextBoolean() ? other : null);
    }

    /** Every service at every moment once in as many turns as there are pairs of them. */
    static Service service(int turn) {
        return Turn.of(List.of(Service.values()), turn + turn / MOMENTS.size());
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
    public void strike() throws MissedException, ViolationException {
        try (MomentRequests.Asked asked = moments.ask(first, moment)) {
            asked.await(() -> experiments.currentHasPassed(first, moment));
            processes.replica(first).kill();
            if (second != null) {
                processes.replica(second).kill();
            }
        }
    }
}
