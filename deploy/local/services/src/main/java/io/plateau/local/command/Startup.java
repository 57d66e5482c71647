package io.plateau.local.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What each command does before anything else, and how it ends. */
public final class Startup {
    private Startup() {
    }

    /** A command: arguments, console and errors to an exit code. */
    @FunctionalInterface
    public interface Entry {
        int execute(String[] arguments, PrintStream console, PrintStream errors);
    }

    /** Runs a command and ends the process with its exit code. */
    public static void run(Entry command, String[] arguments) {
        // Before the first logger: slf4j's provider here writes to this log manager.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Kafka changes the case of names by the default locale, and has no "classıc".
        Locale.setDefault(Locale.US);
        LauncherLog.silence();
        // Not System.out: its encoding would be that of the locale.
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(command.execute(arguments, console, errors));
    }
}
