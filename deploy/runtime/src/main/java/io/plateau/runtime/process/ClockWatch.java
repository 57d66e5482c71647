package io.plateau.runtime.process;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

/**
 * Ends the process when the wall clock is set back. Kafka's client remembers by the wall clock when it last refreshed its
 * metadata: set back by an hour, its consumers wait for an hour before they join their group again. The process must
 * be started again from outside; unfinished work is redelivered.
 */
@ApplicationScoped
public class ClockWatch {
    private static final Logger LOG = Logger.getLogger(ClockWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A consumer that waits for less is not expelled from its group for it. */
    private static final Duration BEARABLE = Duration.ofSeconds(5);
    /** As after {@code kill -9}: an orderly end would wait for consumers that do not answer. */
    private static final int EXIT_CODE = 137;

    void onStart(@Observes StartupEvent event) {
        Thread watcher = new Thread(ClockWatch::watch, "clock-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void watch() {
        ClockSteps steps = new ClockSteps(System.currentTimeMillis(), System.nanoTime());
        try {
            while (!isUnbearable(sinceLast(steps))) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        LOG.fatal("the wall clock was set back: Kafka's client would stand still until it has caught up; ending, to be"
                + " started anew");
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private static Duration sinceLast(ClockSteps steps) {
        return steps.to(System.currentTimeMillis(), System.nanoTime());
    }

    static boolean isUnbearable(Duration step) {
        return step.plus(BEARABLE).isNegative();
    }
}
