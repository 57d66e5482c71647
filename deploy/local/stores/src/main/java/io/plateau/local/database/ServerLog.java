package io.plateau.local.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL's programs print, read for the reason why the server did not start or ended. */
final class ServerLog {
    private static final Pattern REASON = Pattern
            .compile(
                    "(?:FATAL|PANIC|initdb: error|pg_ctl: error|postgres: error|unshare: unshare failed):\\s+(.+)");
    /** What sessions are told, and says nothing of the server's end. */
    private static final Pattern OF_A_SESSION = Pattern
            .compile("the database system is .*|password authentication failed.*"
                    + "|too many connections.*|sorry, too many clients.*|remaining connection slots.*|terminating connection.*"
                    + "|no pg_hba.conf entry.*|unsupported frontend protocol.*|role .* is not permitted.*|canceling .*");
    private static final Pattern NOT_STARTED = Pattern.compile("pg_ctl: (?:could not start server|error:)|unshare: ");
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path file;

    private ServerLog(Path file) {
        this.file = file;
    }

    /** The starting of a server. */
    @FunctionalInterface
    interface Start<T> {
        T start() throws IOException;
    }

    static ServerLog in(Path directory) {
        return new ServerLog(directory.resolve("postgres.log"));
    }

    /** As {@link #in}, emptied. */
    static ServerLog begin(Path directory) throws IOException {
        ServerLog log = in(directory);
        Files.deleteIfExists(log.file);
        return log;
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /**
     * Starts a server. One that has given up is waited for no longer, which the embedded server's own wait would do.
     *
     * @throws IOException with the server's own reason
     */
    <T> T watched(Start<T> start) throws IOException {
        Thread starting = Thread.currentThread();
        Thread watch = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                if (NOT_STARTED.matcher(text()).find()) {
                    starting.interrupt();
                    return;
                }
                try {
                    Thread.sleep(LOOK.toMillis());
                } catch (InterruptedException e) {
                    return;
                }
            }
        }, "postgres-start");
        watch.setDaemon(true);
        watch.start();
        T server;
        try {
            server = start.start();
        } catch (IOException | RuntimeException e) {
            throw new IOException(reason().orElseGet(() -> String.valueOf(e.getMessage())), e);
        } finally {
            watch.interrupt();
            // A wait that was cut short is over.
            Thread.interrupted();
        }
        if (NOT_STARTED.matcher(text()).find()) {
            throw new IOException(reason().orElse("it gave no reason; see " + file));
        }
        return server;
    }

    /** The last reason in the log, one line. */
    Optional<String> reason() {
        return text().lines().map(REASON::matcher).filter(Matcher::find).map(m -> m.group(1).strip())
                .filter(reason -> !OF_A_SESSION.matcher(reason).matches())
                .reduce((before, last) -> last);
    }

    private String text() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
