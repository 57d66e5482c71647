package io.plateau.local.topics;

import io.plateau.local.command.Startup;

/** What {@code deploy/local/queue} runs. */
public final class QueueMain {
    private QueueMain() {
    }

    public static void main(String[] arguments) {
        Startup.run(QueueCommand::execute, arguments);
    }
}
