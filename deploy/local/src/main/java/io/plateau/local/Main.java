package io.plateau.local;

import io.plateau.local.launch.RunCommand;
import io.plateau.local.launch.Startup;

/** What {@code deploy/local/run} runs. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        Startup.run(RunCommand::execute, arguments);
    }
}
