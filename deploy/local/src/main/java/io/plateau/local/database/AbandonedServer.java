package io.plateau.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that outlived whoever started it: it holds the data directory until it is ended. */
final class AbandonedServer {
    private static final long SECONDS = 10;

    private final ProcessHandle process;

    private AbandonedServer(ProcessHandle process) {
        this.process = process;
    }

    /** The living server of a data directory, as its {@code postmaster.pid} tells. */
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

    /** Asks it to stop once nobody is connected, then makes it; its log heals the data at the next start. */
    void end() {
        process.destroy();
        try {
            process.onExit().get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an abandoned PostgreSQL could not be ended", e);
        }
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
