package io.plateau.local.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The processes that a launcher started, one line each in a file: number and moment of start, for a number
 * may later be another's.
 */
public final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path file;

    Leftovers(Path file) {
        this.file = file;
    }

    public void add(ProcessHandle process) {
        try {
            Files.writeString(file, process.pid() + " " + startOf(process) + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the processes of this run could not be recorded", e);
        }
    }

    /** Ends those that still live, and forgets all. */
    public void end() {
        try {
            if (Files.exists(file)) {
                List<ProcessHandle> living = Files.readAllLines(file).stream().map(Leftovers::living)
                        .flatMap(Optional::stream).toList();
                Ending.of(living, GRACE);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the processes of an earlier run could not be read", e);
        }
    }

    private static Optional<ProcessHandle> living(String line) {
        String[] parts = line.split(" ", 2);
        // A launcher killed while it wrote leaves half a line; such a child ends with its standard input.
        if (parts.length < 2 || !parts[0].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(parts[0])).filter(process -> startOf(process).equals(parts[1]));
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
