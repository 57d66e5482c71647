package io.plateau.local.faults.moment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.Stage;
import io.plateau.local.service.Service;

class MomentRequestsTest {
    private static final String NAME = "graph.at-barrier.capture";

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void waitsUntilAServiceStandsThereAndThenLetsItGoOn() throws IOException {
        try (MomentRequests.Asked asked = ask()) {
            assertTrue(Files.exists(directory.resolve(NAME)));
            // As the service does.
            Path reached = Files.move(directory.resolve(NAME), directory.resolve(NAME + ".reached"));
            Files.writeString(reached, "4711 capture@one");
            assertEquals(new MomentRequests.Standing(4711, Stage.CAPTURE, "one"),
                    assertDoesNotThrow(() -> asked.await(() -> false)));
            assertTrue(Files.exists(reached));
        }
        assertEquals(0, left());
    }

    @Test
    void givesUpOnAMomentThatCannotComeAnyMore() throws IOException {
        try (MomentRequests.Asked asked = ask()) {
            assertTrue(assertThrows(MissedException.class, () -> asked.await(() -> true)).getMessage().contains(NAME));
        }
        assertEquals(0, left());
    }

    @Test
    void doesNotTakeAnEarlierFaultsMomentForItsOwn() throws IOException {
        Files.createFile(directory.resolve(NAME + ".reached"));
        try (MomentRequests.Asked asked = ask()) {
            assertFalse(Files.exists(directory.resolve(NAME + ".reached")));
            assertThrows(MissedException.class, () -> asked.await(() -> true));
        }
    }

    private MomentRequests.Asked ask() {
        return new MomentRequests(directory).ask(Service.GRAPH, "at-barrier", "capture");
    }

    private long left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
