package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.plateau.local.faults.FaultsMain;
import io.plateau.local.moment.Break;

/** A fault of every kind, and each guarantee broken on purpose, which must be found. */
@Execution(ExecutionMode.CONCURRENT)
class FaultsIT {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    /** Far beyond what it takes on two cores: a fault that never ends must fail here and not hang. */
    private static final long MINUTES = 25;

    @TempDir
    Path directory;

    @Test
    void theSameBitsUnderFaultsOfEveryKindAndOthersWhereAGuaranteeIsBroken(TestReporter reporter) throws Exception {
        List<String> kinds = new ArrayList<>(List.of("kill", "pause", "broker", "database", "replicas", "barrier",
                "duplicates", "poison", "poison-block", "cancel", "request", "clock", "delete"));
        if (mayMount()) {
            kinds.add("disk");
        } else {
            reporter.publishEntry("left out", "disk: this user may not mount a small file system");
        }

        // A schedule takes each kind once before any kind twice.
        int wanted = Integer.getInteger("plateau.faults");
        int faults = wanted == 0 ? kinds.size() : wanted;
        List<String> arguments = new ArrayList<>(List.of("--seed", "1", "--faults", String.valueOf(faults), "--kinds",
                String.join(",", kinds), "--break", "idempotence,reduction-order,barrier-lock"));
        if (wanted == 0) {
            arguments.add("--small");
        }
        int exitCode = faults(arguments);

        assertEquals(0, exitCode, this::output);
        List<String> table = Files.readAllLines(directory.resolve("report/faults-report.csv"));
        assertEquals(faults + 1, table.size(), "a line per fault below the heading");
        assertTrue(output().contains(faults + " faults, 0 violations"), this::output);
        for (Break guarantee : Break.values()) {
            assertTrue(output().contains(guarantee.label() + ", broken on purpose, was found: "), this::output);
        }
    }

    private boolean mayMount() throws IOException, InterruptedException {
        Path small = Files.createDirectory(directory.resolve("small"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString());
        return mounted && run("umount", small.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private int faults(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                        "-XX:+UseSerialGC", "-Dplateau.home=" + HOME, FaultsMain.class.getName(), "--out",
                        directory.resolve("report").toString()),
                arguments.stream()).flatMap(part -> part).toList();
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
