package io.plateau.local.broker;

import java.util.function.Consumer;

import org.apache.kafka.common.utils.Exit;

/** A broker that cannot go on ends its process. Here that is the launcher's, which has a database and services to stop. */
public final class BrokerExits {
    private BrokerExits() {
    }

    /** Notifies {@code listener} instead, and stops the thread that tried to exit. */
    public static void tell(Consumer<String> listener) {
        Exit.Procedure procedure = (status, message) -> {
            listener.accept(message == null ? "it exited (status " + status + ")" : message);
            // Callers rely on an exit that does not return.
            throw new BrokerEndedError();
        };
        Exit.setExitProcedure(procedure);
        Exit.setHaltProcedure(procedure);
    }

    /** Ends a thread of the broker. */
    private static final class BrokerEndedError extends Error {
        private static final long serialVersionUID = 1L;

        BrokerEndedError() {
            super("the broker ended", null, false, false);
        }
    }
}
