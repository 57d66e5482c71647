package io.plateau.runtime.event;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.runtime.attempt.ThisProcess;
import io.plateau.runtime.process.Shutdown;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import sun.misc.Signal;

/**
 * Ends the service on a signal: no further message is begun, those in hand have a while to end, and what is in hand
 * then is left to another replica, to which the broker delivers it again.
 */
@ApplicationScoped
public class OrderlyStop {
    private static final Logger LOG = Logger.getLogger(OrderlyStop.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Shutdown shutdown;
    private final ThisProcess process;
    private final WorkInHand work;
    private final Duration patience;

    OrderlyStop(Shutdown shutdown, ThisProcess process, WorkInHand work,
            @ConfigProperty(name = "plateau.shutdown.patience") Duration patience) {
        this.shutdown = shutdown;
        this.process = process;
        this.work = work;
        this.patience = patience;
    }

    void onStart(@Observes StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            // A requested stop is a success: exit 0, not 128 + 15.
            Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(0));
        }
    }

    /** Runs before anything that running work needs is closed. */
    void onStop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        shutdown.request();
        process.stopping();
        if (!work.endsWithin(patience, LOOK) && LaunchMode.current() == LaunchMode.NORMAL) {
            LOG.infof("work has not ended after %d s; it will be redelivered", patience.toSeconds());
            // Native computations cannot be interrupted, and would continue over closed connections.
            Runtime.getRuntime().halt(0);
        }
    }
}
