package io.plateau.local.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void tooFewOpenFilesAreToldWithTheNumberNeeded() {
        assertEquals(
                "this shell allows a process 256 open files; broker, database and services need 1024: raise the limit"
                        + " with ulimit -n 1024",
                assertThrows(RunException.class, () -> Machine.requireFiles(256)).getMessage());
        assertDoesNotThrow(() -> Machine.requireFiles(1_024));
        // Unlimited.
        assertDoesNotThrow(() -> Machine.requireFiles(-1));
    }

    @Test
    void aClockThatIsNotSetIsTold() {
        for (String now : new String[]{"1970-01-01T00:05:00Z", "2200-01-01T00:00:00Z"}) {
            assertTrue(assertThrows(RunException.class, () -> Machine.requireClock(Instant.parse(now))).getMessage()
                    .startsWith("the clock of this machine says " + now));
        }
        assertDoesNotThrow(() -> Machine.requireClock(Instant.now()));
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() {
        assertTrue(assertThrows(UsageException.class, () -> Machine.requireText("--data", "e\uFFFDx")).getMessage()
                .contains("is not valid UTF-8"));
    }

    @Test
    void aLibraryOfTheHostsMustBeThere() {
        assertThrows(RunException.class, () -> Machine.requireEngine(Map.of("PYTORCH_LIBRARY_PATH", "/nowhere")));
        assertDoesNotThrow(() -> Machine.requireEngine(Map.of("PYTORCH_VERSION", "2.9.0")));
    }
}
