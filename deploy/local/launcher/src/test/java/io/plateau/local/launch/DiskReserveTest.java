package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.command.RunException;

/** On a file system of its own, which only some users may mount: elsewhere the tests are skipped with that reason. */
class DiskReserveTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", disk.toString()),
                "this user may not mount a file system");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    @Test
    void aDiskThatFillsUpEndsTheRunInASentenceWithRoomForTheStop() throws IOException {
        DiskReserve reserve = DiskReserve.take(disk);
        assertEquals(32, Files.size(disk.resolve("reserve")) / MIB);
        assertDoesNotThrow(reserve::requireRoom);

        fill(250);
        String reason = assertThrows(RunException.class, reserve::requireRoom).getMessage();

        assertTrue(reason.matches("the disk that holds " + disk + " is full \\(\\d+ MiB free\\): the run was stopped;"
                + " make room, and run again with --data " + disk + " to go on where it stopped"), reason);
        reserve.release();
        assertFalse(Files.exists(disk.resolve("reserve")));
        assertTrue(Files.getFileStore(disk).getUsableSpace() >= 32L * MIB);
    }

    @Test
    void aDiskWithTooLittleRoomStartsNothing() throws IOException {
        fill(100);
        String reason = assertThrows(RunException.class, () -> DiskReserve.take(disk)).getMessage();
        assertTrue(reason.endsWith("free, and a run needs 256 MiB or more; make room or name a directory elsewhere with"
                + " --data"), reason);
        assertFalse(Files.exists(disk.resolve("reserve")));
    }

    private void fill(int mebibytes) throws IOException {
        byte[] block = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(disk.resolve("data"))) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(block);
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor() == 0;
    }
}
