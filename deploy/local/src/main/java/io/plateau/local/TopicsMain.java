package io.plateau.local;

import io.plateau.local.launch.Startup;
import io.plateau.local.topics.TopicsCommand;

/** What {@code deploy/local/topics} runs. */
public final class TopicsMain {
    private TopicsMain() {
    }

    public static void main(String[] arguments) {
        Startup.run(TopicsCommand::execute, arguments);
    }
}
