package io.plateau.inference.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that one process at a time, and in it one thread, holds locked; a process that dies lets go of it. */
final class CacheLock implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private final FileChannel channel;

    private CacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for as long as another holds it. */
    static CacheLock on(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (!held(channel)) {
                Thread.sleep(LOOK_MILLIS);
            }
            return new CacheLock(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while another process fetches the same file");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
