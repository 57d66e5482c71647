package io.plateau.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.command.RunException;

class DataDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void aSecondLauncherOnTheSameDataIsRefused() throws Exception {
        // Given a launcher in another process that uses the directory
        Path path = parent.resolve("mine");
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertEquals("held", other.inputReader().readLine());
            // When this one wants it, then it is refused with a sentence
            String message = assertThrows(RunException.class, () -> DataDirectory.named(path)).getMessage();
            assertTrue(message.startsWith("another run is using the data in " + path), message);
        } finally {
            other.destroyForcibly().waitFor();
        }
        // And once the other has been killed, it is free
        DataDirectory.named(path).close();
    }

    @Test
    void whatAKilledLauncherLeftIsEndedAndItsFreshDataRemoved() throws Exception {
        // Given fresh data and a child of a launcher that did not close
        Process child = new ProcessBuilder("sleep", "600").start();
        Path killed;
        try (DataDirectory directory = DataDirectory.fresh(parent)) {
            killed = directory.path();
            directory.leftovers().add(child.toHandle());
        }
        // When the next starts
        try (DataDirectory next = DataDirectory.fresh(parent)) {
            // Then both are gone
            assertFalse(child.isAlive());
            assertFalse(Files.exists(killed));
            // And data in use is not touched by a third
            DataDirectory.fresh(parent).close();
            assertTrue(Files.exists(next.path()));
        }
    }

    @Test
    void dataThatSomeoneNamedIsNeverRemoved() {
        Path path;
        try (DataDirectory fresh = DataDirectory.fresh(parent)) {
            path = fresh.path();
            assertTrue(fresh.isThrowaway());
        }
        // When fresh data is named later
        try (DataDirectory named = DataDirectory.named(path)) {
            assertFalse(named.isThrowaway());
        }
        // Then the next run leaves it alone
        DataDirectory.fresh(parent).close();
        assertTrue(Files.exists(path));
    }

    /** Holds a directory until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try (DataDirectory held = DataDirectory.named(Path.of(arguments[0]))) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
