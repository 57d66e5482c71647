package io.plateau.local.faults.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        Process process = printClocks(ClockAgentJar.write(directory).jvmOption(offset));
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
    void theClockOfARunningProcessIsTakenOver() throws Exception {
        Path offset = directory.resolve("offset");
        step(offset, -HOUR);
        Process process = printClocks();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            assertClocks(out, 0);
            ClockAgentJar.write(directory).attach(process.pid(), offset);
            assertClocks(out, -HOUR);
            Files.delete(offset);
            assertClocks(out, 0);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Process printClocks(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PrintClocks.class.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void aClassThatReadsNoClockIsLeftAsItIs() throws IOException {
        try (var bytes = ClockCalls.class.getResourceAsStream("ClockCalls.class")) {
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
        for (String line = reading(out);; line = reading(out)) {
            String[] readings = line.split(" ");
            assertEquals(PrintClocks.WAYS, readings.length, line);
            long now = System.currentTimeMillis() + shift;
            boolean first = Math.abs(Long.parseLong(readings[0]) - now) < TOLERANCE;
            if (first) {
                line = reading(out);
                for (String reading : line.split(" ")) {
                    assertEquals(now, Long.parseLong(reading), TOLERANCE, line);
                }
                return;
            }
        }
    }

    /** The JVM, too, prints to the output: that archived classes are of no use to it any more. */
    private static String reading(BufferedReader out) throws IOException {
        String line = out.readLine();
        while (line != null && !Character.isDigit(line.charAt(0))) {
            line = out.readLine();
        }
        assertNotNull(line, "the process has ended");
        return line;
    }
}
