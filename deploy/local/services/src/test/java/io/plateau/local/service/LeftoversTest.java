package io.plateau.local.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path directory;

    @Test
    void aProcessThatOnlyHasTheNumberOfAChildIsLeftAlone() throws Exception {
        // Given a living process whose number is noted with another moment of start, and a line cut off by a kill
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path file = directory.resolve("processes");
            Files.writeString(file, stranger.pid() + " 2001-01-01T00:00:00Z\n" + stranger.pid());
            // When the leftovers are ended
            new Leftovers(file).end();
            // Then it lives and the file is gone
            assertTrue(stranger.isAlive());
            assertFalse(Files.exists(file));
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aChildThatDoesNotWantToEndIsMade() throws Exception {
        Process stubborn = new ProcessBuilder("sh", "-c", "trap '' TERM; echo up; while :; do sleep 1; done").start();
        assertTrue("up".equals(stubborn.inputReader().readLine()));
        Ending.of(List.of(stubborn.toHandle()), Duration.ofMillis(300));
        assertFalse(stubborn.isAlive());
    }
}
