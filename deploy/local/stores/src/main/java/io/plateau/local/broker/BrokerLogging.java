package io.plateau.local.broker;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A broker logs a page of settings at its start: only warnings are worth reading here. */
final class BrokerLogging {
    // Held: the log manager drops the level of a logger without references.
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka"),
            Logger.getLogger("state.change.logger"));

    private BrokerLogging() {
    }

    static void onlyWarnings() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
