package io.plateau.local.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory into which something will be written at the end of a run, tried before it begins. */
public final class OutputDirectory {
    /** More than the tables and figures of a run with a few models. */
    private static final int LEAST_BYTES = 4 << 20;
    private static final String PROBE = ".plateau-probe-";

    private OutputDirectory() {
    }

    /**
     * Makes the directory, writes a file and removes both: permissions, quotas, and what a path may be, are known to the file
     * system alone.
     *
     * @param option that named it, for the message
     * @throws UsageException when it cannot be made or written
     */
    public static void require(String option, Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        List<Path> made = new ArrayList<>();
        try {
            Path existing = existing(absolute);
            if (!Files.isDirectory(existing)) {
                throw new UsageException(option + " " + directory + ": " + (existing.equals(absolute) ? "it" : existing)
                        + " is a file; name a directory");
            }
            for (Path part : existing.relativize(absolute)) {
                if (!part.toString().isEmpty()) {
                    existing = Files.createDirectory(existing.resolve(part));
                    made.add(0, existing);
                }
            }
            Path probe = Files.createTempFile(absolute, PROBE, "");
            try {
                Files.write(probe, new byte[LEAST_BYTES]);
            } finally {
                Files.delete(probe);
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(option + " " + directory + ": " + e.getFile() + " is a file; name a directory", e);
        } catch (IOException e) {
            throw new UsageException(option + " " + directory + ": the directory cannot be written: " + Reason.of(e),
                    e);
        } finally {
            made.forEach(OutputDirectory::remove);
        }
    }

    /** The nearest ancestor that is there, links followed; a broken link counts as a file. */
    private static Path existing(Path path) {
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static void remove(Path directory) {
        try {
            Files.delete(directory);
        } catch (IOException e) {
            // Someone else has begun to use it.
        }
    }
}
