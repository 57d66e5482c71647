package io.plateau.local.topics;

import io.plateau.local.command.Startup;

/** What {@code deploy/local/topics} runs. */
public final class TopicsMain {
    private TopicsMain() {
    }

    public static void main(String[] arguments) {
        Startup.run(TopicsCommand::execute, arguments);
    }
}
