package io.plateau.local.faults.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.plateau.local.command.UsageException;

/** A file system in memory whose room can be taken and given back. */
public final class SmallDisk implements AutoCloseable {
    /** More than any run needs; nothing is reserved. */
    private static final String ROOMY = "4g";
    private static final long PAGE = 4096;
    private static final int TRIES = 20;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts one on a directory.
     *
     * @throws UsageException where this process may not mount
     */
    static SmallDisk mount(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + ROOMY + ",mode=0755", "tmpfs", directory.toString())) {
            throw new UsageException(
                    "--kinds disk: it needs a small file system of its own, and this user may not mount one;"
                            + " run as root or in a user namespace (unshare -rm), or choose other kinds");
        }
        return new SmallDisk(directory);
    }

    /** Leaves it the room that is in use, and no more. */
    public void takeRoom() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            long used = (Files.getFileStore(directory).getTotalSpace()
                    - Files.getFileStore(directory).getUnallocatedSpace());
            // Less than what was written since cannot be: then it is asked again.
            if (run("mount", "-o", "remount,size=" + (used + PAGE), directory.toString())) {
                return;
            }
        }
        throw new IOException("the room of " + directory + " could not be taken");
    }

    public void giveRoom() throws IOException {
        if (!run("mount", "-o", "remount,size=" + ROOMY, directory.toString())) {
            throw new IOException("the room of " + directory + " could not be given back");
        }
    }

    @Override
    public void close() {
        try {
            // Lazily: processes with open files there are about to end.
            run("umount", "-l", directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        Waiting.join(process);
        return process.exitValue() == 0;
    }
}
