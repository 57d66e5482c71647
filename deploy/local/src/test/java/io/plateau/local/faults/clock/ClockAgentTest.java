package io.plateau.local.faults.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClockAgentTest {
    /** Between two readings on a busy machine, ms; far below a step. */
    private static final long TOLERANCE = Duration.ofMinutes(5).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @TempDir
    Path directory;

    @Test
    void everyWayToReadTheWallClockOfAnotherProcessIsStepped() throws Exception {
        Path offset = directory.resolve("offset");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", ClockAgentJar.write(directory).jvmOption(offset), "-cp",
                System.getProperty("java.class.path"), PrintClocks.class.getName()).redirectErrorStream(true).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            assertClocks(out, 0);
            step(offset, HOUR);
            assertClocks(out, HOUR);
            step(offset, -HOUR);
            assertClocks(out, -HOUR);
            Files.delete(offset);
            assertClocks(out, 0);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClassThatReadsNoClockIsLeftAsItIs() throws IOException {
        try (var bytes = ShiftedClock.class.getResourceAsStream("ShiftedClock.class")) {
            assertNull(ClockCalls.rewrite(bytes.readAllBytes()));
        }
    }

    @Test
    void theAnswerThatThereIsNoAdjustmentIsNotShifted() {
        ShiftedClock.shiftBy(HOUR);
        try {
            assertEquals(-1, ShiftedClock.ofNanos(-1));
            assertEquals(HOUR * 1_000_000 + 5, ShiftedClock.ofNanos(5));
        } finally {
            ShiftedClock.shiftBy(0);
        }
    }

    private static void step(Path offset, long millis) throws IOException {
        Files.writeString(offset, Long.toString(millis));
    }

    /** Lines written before the step are passed over: the first line of the new time ends the wait, or the time-out does. */
    private static void assertClocks(BufferedReader out, long shift) throws IOException {
        for (String line = out.readLine();; line = out.readLine()) {
            assertTrue(line != null, "the process has ended");
            String[] readings = line.split(" ");
            assertEquals(PrintClocks.WAYS, readings.length, line);
            long now = System.currentTimeMillis() + shift;
            boolean first = Math.abs(Long.parseLong(readings[0]) - now) < TOLERANCE;
            if (first) {
                line = out.readLine();
                for (String reading : line.split(" ")) {
                    assertEquals(now, Long.parseLong(reading), TOLERANCE, line);
                }
                return;
            }
        }
    }
}
