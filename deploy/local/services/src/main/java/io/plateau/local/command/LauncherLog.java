package io.plateau.local.command;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.FileHandler;

/** What broker, database and clients log belongs into a file, not between the lines of the progress. */
public final class LauncherLog {
    private static final Logger ROOT = Logger.getLogger("");
    /** The services' own. */
    private static final String FORMAT = "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{3.}] (%t) %s%e%n";

    private static Path file;

    private LauncherLog() {
    }

    /** Prints nothing before the log file exists: the user gets sentences only. */
    public static void silence() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
    }

    /** Explains an unforeseen failure to a reader. */
    public static String brokeOff(Exception e) {
        return "the run failed: " + Reason.of(e) + (file == null ? "" : " (log: " + file + ")");
    }

    /** @throws RunException when the file cannot be written */
    public static void to(Path file) {
        try {
            FileHandler handler = new FileHandler(new PatternFormatter(FORMAT), file.toFile(), true);
            handler.setAutoFlush(true);
            silence();
            ROOT.addHandler(handler);
            LauncherLog.file = file;
        } catch (FileNotFoundException e) {
            throw new RunException("the log " + file + " cannot be written: " + Reason.plain(e.getMessage()), e);
        }
    }
}
