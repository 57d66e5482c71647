package io.plateau.runtime.process;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;

/** A service started by a launcher ends when its standard input does, that is, when the launcher dies. */
@ApplicationScoped
public class ExitWithParent {
    private static final Logger LOG = Logger.getLogger(ExitWithParent.class);

    void onStart(@Observes StartupEvent event,
            @ConfigProperty(name = "plateau.exit-on-stdin-eof", defaultValue = "false") boolean watch) {
        if (watch) {
            Thread watcher = new Thread(ExitWithParent::watch, "exit-with-parent");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // What is written to it does not matter, only that it is open.
            }
        } catch (IOException e) {
            LOG.debug("standard input broke off", e);
        }
        LOG.info("standard input ended: the launcher is gone, stopping");
        Quarkus.asyncExit();
    }
}
