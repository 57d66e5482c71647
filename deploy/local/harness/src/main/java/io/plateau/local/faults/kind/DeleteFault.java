package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;

import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.Service;

/** An experiment beside the one under way is deleted when it has ended, and a service is killed meanwhile; no row is left. */
public record DeleteFault(Processes processes, Experiments experiments, Service killed) implements Fault {
    /** Longer than a killed service's session with the broker and its start. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(100);
    private static final Duration LOOK = Duration.ofMillis(200);

    static Fault of(SplittableRandom random, Processes processes, Experiments experiments) {
        return new DeleteFault(processes, experiments, Service.values()[random.nextInt(Service.values().length)]);
    }

    @Override
    public String kind() {
        return FaultKind.DELETE.label();
    }

    @Override
    public String description() {
        return "an experiment beside deleted, with kill -9 of " + killed.label();
    }

    @Override
    public void strike() throws ViolationException, IOException, SQLException {
        String own = experiments.request();
        String status = experiments.awaitEnd(own);
        if (!status.equals("COMPLETED")) {
            throw new ViolationException("experiment " + own + " beside is " + status + ": " + experiments.reason(own));
        }
        if (experiments.rows(own) == 0) {
            throw new ViolationException("no row is found of experiment " + own + ", which is complete");
        }
        experiments.delete(own);
        processes.replica(killed).kill();
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        while (experiments.rows(own) > 0) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException("experiment " + own + " was deleted " + GONE_WITHIN.toSeconds()
                        + " s ago and " + experiments.rows(own) + " rows of it are left");
            }
            Waiting.pause(LOOK);
        }
    }
}
