package io.plateau.local.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.plateau.local.command.Reason;
import io.plateau.local.command.RunException;
import io.plateau.local.database.LocalDatabase;

/** Whether broker and database can live in a directory, known before it is made. */
final class DataPath {
    /** Kafka separates directories by commas; PostgreSQL's start goes through a shell, within double quotes. */
    private static final String UNUSABLE = ",\"$`\\";
    /** Of a file's path, on Linux; the longest name below the directory has some 120. */
    private static final int MOST_BYTES = 1_024 - 160;

    private DataPath() {
    }

    /** @throws RunException when they cannot */
    static void require(Path path) {
        String absolute = path.toAbsolutePath().normalize().toString();
        absolute.chars().filter(c -> UNUSABLE.indexOf(c) >= 0 || c < ' ').findFirst().ifPresent(c -> {
            throw new RunException("the data directory " + path + " cannot be used: Kafka and PostgreSQL cannot have "
                    + (c < ' ' ? "a line break or another control character" : "the character " + (char) c)
                    + " in the name of a directory; name another with --data");
        });
        if (absolute.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new RunException(
                    "the data directory " + path + " cannot be used: its path is longer than PostgreSQL's"
                            + " limit allows (" + MOST_BYTES + " bytes); name another with --data");
        }
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new RunException("the data directory " + path + " is a file; name a directory with --data");
            }
            LocalDatabase.requireReadable(path.resolve("postgres"));
        } catch (IOException e) {
            throw new RunException(Reason.of(e) + " with --data", e);
        }
    }
}
