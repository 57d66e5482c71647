package io.plateau.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.plateau.local.launch.LoadCommand;

/** What {@code deploy/local/load} runs. */
public final class LoadMain {
    private LoadMain() {
    }

    public static void main(String[] arguments) {
        // As in Main: before the first logger, and in UTF-8 whatever the locale.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(LoadCommand.execute(arguments, console, errors));
    }
}
