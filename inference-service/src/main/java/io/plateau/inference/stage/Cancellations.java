package io.plateau.inference.stage;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.plateau.inference.parallel.Cancellation;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.process.Shutdown;

/**
 * Ends a block whose experiment ends meanwhile, through whichever replica. While a block is computed, a thread of its own
 * reads the experiment's status twice a second; the computation itself reads a flag.
 */
@ApplicationScoped
class Cancellations {
    private static final Logger LOG = Logger.getLogger(Cancellations.class);
    /** A block ends within a second or two; a primary key is read in a millisecond. */
    private static final long PAUSE_MILLIS = 500;

    private final ExperimentRepository experiments;
    private final Shutdown shutdown;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cancellations");
        thread.setDaemon(true);
        return thread;
    });

    Cancellations(ExperimentRepository experiments, Shutdown shutdown) {
        this.experiments = experiments;
        this.shutdown = shutdown;
    }

    @PreDestroy
    void stop() {
        looks.shutdownNow();
    }

    /** @throws java.util.concurrent.CancellationException soon after the experiment has ended or this process was told to stop */
    <T> T during(String experimentId, Supplier<T> work) {
        AtomicBoolean ended = new AtomicBoolean();
        ScheduledFuture<?> looking = looks.scheduleWithFixedDelay(() -> look(experimentId, ended), PAUSE_MILLIS,
                PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return Cancellation.during(() -> ended.get() || shutdown.isRequested(), work);
        } finally {
            looking.cancel(false);
        }
    }

    private void look(String experimentId, AtomicBoolean ended) {
        try {
            if (experiments.isTerminal(experimentId)) {
                ended.set(true);
            }
        } catch (RuntimeException e) {
            // Without a database the block continues: whether it was cancelled is then checked at its commit.
            LOG.debugf(e, "the status of experiment %s could not be read", experimentId);
        }
    }
}
