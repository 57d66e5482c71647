package io.plateau.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.plateau.local.launch.Main;

/** The command as a process, and every process that it started. */
final class LauncherRun implements AutoCloseable {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Process process;
    private final Path output;
    private final Path data;
    private final Set<ProcessHandle> children = new HashSet<>();

    private LauncherRun(Process process, Path output, Path data) {
        this.process = process;
        this.output = output;
        this.data = data;
    }

    static LauncherRun start(Path output, Path data, String... arguments) throws IOException {
        return start(output, data, Map.of(), arguments);
    }

    /** @param environment settings beyond those of this process */
    static LauncherRun start(Path output, Path data, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                        "-XX:+UseSerialGC", "-Dplateau.home=" + HOME, Main.class.getName(), "--data", data.toString()),
                Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        return new LauncherRun(builder.start(), output, data);
    }

    /** @return the exit code */
    int await(Duration limit) throws IOException, InterruptedException {
        await(limit, () -> !process.isAlive());
        return process.exitValue();
    }

    /** Waits until the command has printed something. */
    void awaitOutput(String text, Duration limit) throws IOException, InterruptedException {
        await(limit, () -> !process.isAlive() || output().contains(text));
        if (!output().contains(text)) {
            throw new AssertionError("the command ended without '" + text + "':\n" + output());
        }
    }

    /** As Ctrl-C would, for the command alone. */
    int terminate(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the command did not stop within " + limit + ":\n" + output());
        }
        return process.exitValue();
    }

    /** Services and database server, as far as they have been seen. */
    Set<ProcessHandle> children() {
        return Set.copyOf(children);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(its output could not be read: " + e + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void await(Duration limit, BooleanSupplier condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the command took longer than " + limit + ":\n" + output());
            }
            look();
            Thread.sleep(INTERVAL.toMillis());
        }
    }

    private void look() throws IOException {
        process.children().filter(child -> child.info().commandLine().orElse("").contains("-service-runner.jar"))
                .forEach(children::add);
        Path postmaster = data.resolve("postgres/data/postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(postmaster);
            if (!lines.isEmpty()) {
                ProcessHandle.of(Long.parseLong(lines.get(0).strip())).ifPresent(children::add);
            }
        } catch (NoSuchFileException e) {
            // Not started yet, or stopped.
        }
    }
}
