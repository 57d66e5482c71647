package io.plateau.local;

import io.plateau.local.launch.LoadCommand;
import io.plateau.local.launch.Startup;

/** What {@code deploy/local/load} runs. */
public final class LoadMain {
    private LoadMain() {
    }

    public static void main(String[] arguments) {
        Startup.run(LoadCommand::execute, arguments);
    }
}
