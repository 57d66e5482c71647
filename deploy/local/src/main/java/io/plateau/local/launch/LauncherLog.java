package io.plateau.local.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What broker, database and clients log belongs into a file, not between the lines of the progress. */
public final class LauncherLog {
    private static final Logger ROOT = Logger.getLogger("");

    private LauncherLog() {
    }

    public static void to(Path file) throws IOException {
        FileHandler handler = new FileHandler(file.toString(), true);
        handler.setFormatter(new SimpleFormatter());
        for (Handler console : ROOT.getHandlers()) {
            ROOT.removeHandler(console);
        }
        ROOT.addHandler(handler);
    }
}
