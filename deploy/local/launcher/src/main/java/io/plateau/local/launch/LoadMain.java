package io.plateau.local.launch;

import io.plateau.local.command.Startup;

/** What {@code deploy/local/load} runs. */
public final class LoadMain {
    private LoadMain() {
    }

    public static void main(String[] arguments) {
        Startup.run(LoadCommand::execute, arguments);
    }
}
