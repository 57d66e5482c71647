package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.FaultsMain;

/** The fault harness at a reduced size, and that it can find something. */
class FaultsIT {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    /** Far beyond what it takes on two cores: a fault that never ends must fail here and not hang. */
    private static final long MINUTES = 25;

    @TempDir
    Path directory;

    @Test
    void anExperimentComesToTheSameBitsUnderFaults() throws Exception {
        int exitCode = faults("--seed", "1", "--faults", "10", "--kinds", "kill,pause,broker,database,replicas");

        assertEquals(0, exitCode, this::output);
        List<String> table = Files.readAllLines(directory.resolve("report/faults-report.csv"));
        assertEquals(11, table.size(), "a line per fault below the heading");
        assertTrue(output().contains("10 faults, 0 violations"), this::output);
    }

    @Test
    void aBrokenGuaranteeTurnsItRed() throws Exception {
        assertEquals(1, faults("--seed", "4", "--faults", "3", "--kinds", "kill", "--break", "idempotence"),
                this::output);
        assertTrue(output().contains("VIOLATION"), this::output);
    }

    private int faults(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                        "-XX:+UseSerialGC", "-Dplateau.home=" + HOME, FaultsMain.class.getName(), "--out",
                        directory.resolve("report").toString()),
                Stream.of(arguments)).flatMap(part -> part).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            // Asked, so that it takes what it started with it.
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
            throw new AssertionError("the harness took more than " + MINUTES + " minutes:\n" + output());
        }
        return process.exitValue();
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output"));
        } catch (IOException e) {
            return "(its output could not be read: " + e + ")";
        }
    }
}
