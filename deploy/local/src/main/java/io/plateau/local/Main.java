package io.plateau.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.plateau.local.launch.RunCommand;

/** What {@code deploy/local/run} runs. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        // Before the first logger: slf4j's provider here writes to this log manager.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Not System.out: its encoding would be that of the locale.
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(RunCommand.execute(arguments, console, errors));
    }
}
