package io.plateau.local.faults;

import io.plateau.local.command.Startup;

/** What {@code deploy/local/faults} runs. */
public final class FaultsMain {
    private FaultsMain() {
    }

    public static void main(String[] arguments) {
        Startup.run(FaultsCommand::execute, arguments);
    }
}
