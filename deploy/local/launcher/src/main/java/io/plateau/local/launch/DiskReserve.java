package io.plateau.local.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.plateau.local.command.Reason;
import io.plateau.local.command.RunException;

/**
 * Room on the disk of the data, held back for the stop: a database that cannot write its last checkpoint must heal its data at
 * the next start. Given back when the stop begins.
 */
final class DiskReserve {
    /** Two segments of PostgreSQL's write-ahead log. */
    private static final int RESERVED = 32 << 20;
    /** Fewer free bytes than this end the run: a segment of the log and one of a topic could not both be written. */
    static final long LEAST = 48L << 20;
    /** Before a run: an empty database and broker, and a small experiment. */
    static final long LEAST_AT_START = 256L << 20;

    private final Path directory;
    private final Path file;

    private DiskReserve(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("reserve");
    }

    /** @throws RunException when the disk has too little room for a run */
    static DiskReserve take(Path directory) {
        DiskReserve reserve = new DiskReserve(directory);
        try {
            reserve.release();
            long free = reserve.free();
            if (free < LEAST_AT_START) {
                throw new RunException("the disk that holds " + directory + " has " + mebibytes(free)
                        + " free, and a run needs " + mebibytes(LEAST_AT_START)
                        + " or more; make room or name a directory elsewhere with --data");
            }
            // Not a sparse file: the blocks must be taken.
            byte[] block = new byte[1 << 20];
            try (OutputStream out = Files.newOutputStream(reserve.file)) {
                for (int written = 0; written < RESERVED; written += block.length) {
                    out.write(block);
                }
            }
            return reserve;
        } catch (IOException e) {
            throw new RunException("the data directory " + directory + " cannot be written: " + Reason.of(e), e);
        }
    }

    /** @throws RunException when the disk is nearly full */
    void requireRoom() {
        try {
            long free = free();
            if (free < LEAST) {
                throw new RunException("the disk that holds " + directory + " is full (" + mebibytes(free)
                        + " free): the run was stopped; make room, and run again with --data " + directory
                        + " to go on where it stopped");
            }
        } catch (IOException e) {
            throw new RunException("the data directory " + directory + " cannot be inspected: " + Reason.of(e), e);
        }
    }

    void release() throws IOException {
        Files.deleteIfExists(file);
    }

    private long free() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%d MiB", bytes >> 20);
    }
}
