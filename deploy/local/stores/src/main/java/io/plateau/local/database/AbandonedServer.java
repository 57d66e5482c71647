package io.plateau.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A server that outlived its launcher: it holds the data directory until it is ended. */
final class AbandonedServer {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final ProcessHandle process;

    private AbandonedServer(ProcessHandle process) {
        this.process = process;
    }

    /** The living server of a data directory, by its {@code postmaster.pid}. */
    static Optional<AbandonedServer> in(Path data) {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = lines(file);
        // Its second line is the data directory; a file of a server that is starting may be shorter.
        if (lines.size() < 2 || !Path.of(lines.get(1)).equals(data.toAbsolutePath())) {
            return Optional.empty();
        }
        // The number may by now be another's process: only a postgres is ended.
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(AbandonedServer::isPostgres)
                .map(AbandonedServer::new);
    }

    ProcessHandle process() {
        return process;
    }

    /** Stops the server, ending open connections; if that takes too long, immediately: the next start recovers from its log. */
    void end() {
        for (String signal : new String[]{"INT", "QUIT", "KILL"}) {
            send(signal);
            if (hasEndedWithin(GRACE)) {
                return;
            }
        }
    }

    /** {@link ProcessHandle#destroy} would send TERM, at which PostgreSQL waits for its clients. */
    private void send(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for its command: an orphan that has ended shows as a process until it is noticed. */
    private boolean hasEndedWithin(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isPostgres(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        return true;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's process file could not be read", e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(command -> Path.of(command).getFileName().toString().equals("postgres"))
                .orElse(false);
    }
}
