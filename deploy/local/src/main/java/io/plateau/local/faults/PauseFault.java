package io.plateau.local.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

import io.plateau.local.launch.Service;

/**
 * A service is stopped at a named moment for longer than its session with the broker, while another replica takes its work over;
 * then it continues, and must not write what the other has.
 */
record PauseFault(Service service, String moment, boolean takenOver) implements Fault {
    /** The session's 10 s and the time to notice. */
    private static final Duration BEYOND_SESSION = Duration.ofSeconds(12);

    static Fault of(SplittableRandom random, int turn) {
        return new PauseFault(KillFault.service(turn), FaultKind.inTurn(KillFault.MOMENTS, turn), random.nextBoolean());
    }

    @Override
    public String kind() {
        return FaultKind.PAUSE.label();
    }

    @Override
    public String description() {
        return "SIGSTOP of " + service.label() + " at " + moment + " for " + BEYOND_SESSION.toSeconds() + " s"
                + (takenOver ? ", another replica takes over" : "");
    }

    @Override
    public void strike(Cluster cluster) throws MissedException, IOException {
        Replica other = takenOver ? cluster.add(service) : null;
        try (Moments.Asked asked = cluster.moments().ask(service, moment)) {
            Replica sleeper = cluster.replicaOf(asked.await(() -> cluster.experiments().currentHasPassed(service)));
            sleeper.stop();
            try {
                asked.close();
                Cluster.pause(BEYOND_SESSION);
            } finally {
                sleeper.proceed();
            }
        } finally {
            if (other != null) {
                cluster.remove(other);
            }
        }
    }
}
