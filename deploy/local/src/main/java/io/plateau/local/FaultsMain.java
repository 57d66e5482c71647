package io.plateau.local;

import io.plateau.local.faults.FaultsCommand;
import io.plateau.local.launch.Startup;

/** What {@code deploy/local/faults} runs. */
public final class FaultsMain {
    private FaultsMain() {
    }

    public static void main(String[] arguments) {
        Startup.run(FaultsCommand::execute, arguments);
    }
}
