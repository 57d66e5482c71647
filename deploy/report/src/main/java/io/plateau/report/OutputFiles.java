package io.plateau.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files of the output directory: each appears whole or not at all. */
final class OutputFiles {

    private final Path directory;

    OutputFiles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] content) throws IOException {
        // Beside its target, because a move between file systems is a copy that can be seen half done.
        Path temporary = directory.resolve("." + name + ".part");
        try {
            Files.write(temporary, content);
            move(temporary, directory.resolve(name));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what an earlier run left, so that it cannot pass for a result of this one. */
    void remove(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
