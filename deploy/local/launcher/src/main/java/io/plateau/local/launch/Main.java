package io.plateau.local.launch;

import io.plateau.local.command.Startup;

/** What {@code deploy/local/run} runs. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        Startup.run(RunCommand::execute, arguments);
    }
}
