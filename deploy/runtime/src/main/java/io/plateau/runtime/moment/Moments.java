package io.plateau.runtime.moment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.contracts.Stage;

/**
 * Announces the moments of a block's life to a fault harness and stands still there until the harness has
 * done what it wants. Without {@value #DIRECTORY}, as in production, nothing happens.
 */
@Singleton
public class Moments {
    static final String DIRECTORY = "plateau.moments.directory";

    private static final Logger LOG = Logger.getLogger(Moments.class);
    /** Well within the minute after which a transaction that stands still would be rolled back. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** Into a computation: blocks of the smallest models take a few times as long. */
    private static final Duration INTO = Duration.ofMillis(5);

    /** Null in production. */
    private final MomentFiles files;

    Moments(@ConfigProperty(name = DIRECTORY) Optional<String> directory,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.files = directory.map(d -> new MomentFiles(Path.of(d), service, PATIENCE)).orElse(null);
    }

    /** The moment has come: returns at once, or when the harness that asked for it lets the service go on. */
    public void reach(Moment moment, Stage stage, String experimentId) {
        if (files != null) {
            files.claim(moment, stage, experimentId).ifPresent(this::standStill);
        }
    }

    /** Computes; where the harness asked for it, is at {@link Moment#DURING_COMPUTE} a few milliseconds into it. */
    public <R> R during(Stage stage, String experimentId, Supplier<R> compute) {
        if (files != null) {
            files.poison(stage, experimentId).ifPresent(PoisonedBlock::strike);
        }
        if (files == null || !files.asked(Moment.DURING_COMPUTE, stage, experimentId)) {
            return compute.get();
        }
        Thread announcer = new Thread(() -> {
            if (sleptInto()) {
                reach(Moment.DURING_COMPUTE, stage, experimentId);
            }
        }, "during-compute");
        announcer.setDaemon(true);
        announcer.start();
        try {
            return compute.get();
        } finally {
            join(announcer);
        }
    }

    private void standStill(Path reached) {
        LOG.infof("at the moment %s", reached.getFileName());
        if (!files.awaitLifted(reached)) {
            LOG.warnf("nobody lifted the moment %s; going on", reached.getFileName());
        }
    }

    private static boolean sleptInto() {
        try {
            Thread.sleep(INTO.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void join(Thread announcer) {
        try {
            announcer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
