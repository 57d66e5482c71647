package io.plateau.inference.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.inference.config.Roles;
import io.plateau.inference.experiment.Completion;
import io.plateau.inference.experiment.StatusAnnouncer;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.watchdog.Watches.Unfinished;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Fails an experiment that nothing works on and nothing is queued for. Its whole state is in the database and the broker, so
 * that replicas can come and go.
 */
@ApplicationScoped
public class Watchdog {
    private static final Logger LOG = Logger.getLogger(Watchdog.class);
    private static final int TRANSACTION_SECONDS = 60;

    private final Watches watches;
    private final QueuedWork queue;
    private final Completion completion;
    private final ExperimentRunRepository runs;
    private final StatusAnnouncer announcer;
    private final Duration after;
    private final Duration every;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog(Watches watches, QueuedWork queue, Completion completion, ExperimentRunRepository runs,
            StatusAnnouncer announcer,
            @ConfigProperty(name = "plateau.watchdog.after") Duration after,
            @ConfigProperty(name = "plateau.watchdog.every") Duration every) {
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || after.compareTo(every) < 0) {
            throw new IllegalArgumentException("plateau.watchdog.every is " + every.toSeconds()
                    + " s and plateau.watchdog.after " + after.toSeconds()
                    + " s; the first must be at least 1 s, and the second no shorter than the first");
        }
        this.watches = watches;
        this.queue = queue;
        this.completion = completion;
        this.runs = runs;
        this.announcer = announcer;
        this.after = after;
        this.every = every;
    }

    void onStart(@Observes StartupEvent event, Roles roles) {
        if (roles.isFrontDoor()) {
            clock.scheduleWithFixedDelay(this::lookOrWarn, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void lookOrWarn() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warnf("the watchdog could not look: %s", e.getMessage());
        }
    }

    /** One look at every experiment that has not ended. */
    void look() {
        List<String> failed = QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(this::lookLocked);
        for (String id : failed) {
            LOG.warnf("experiment %s was failed by the watchdog", id);
            announcer.announceEndAndPassOn(id);
        }
    }

    private List<String> lookLocked() {
        List<String> failed = new ArrayList<>();
        if (!watches.lock()) {
            return failed;
        }
        watches.removeEnded();
        // In this order: what was handled before the ends were read, and its effects before the experiments are.
        Map<String, Long> handled = queue.handled();
        Map<String, Long> ends = queue.ends();
        Instant now = watches.now();
        for (Unfinished experiment : watches.unfinished()) {
            Watch last = experiment.watch();
            boolean moved = last == null || !last.activeAt().equals(experiment.activeAt());
            Watch watch = moved
                    ? Watch.begin(experiment.activeAt(), now, ends)
                    : last.look(now, handled, ends, every.multipliedBy(2));
            watches.keep(experiment.experimentId(), watch);
            if (watch.isOver(after) && fail(experiment.experimentId())) {
                failed.add(experiment.experimentId());
            }
        }
        return failed;
    }

    private boolean fail(String id) {
        return runs.end(id, ExperimentStatus.FAILED, "nothing was in progress or queued for it for "
                + words(after) + ", and it is not complete; missing: " + completion.missing(id));
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
    }
}
