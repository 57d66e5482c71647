package io.plateau.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running service; what it prints goes to its log. */
public final class ServiceProcess {
    private static final int TAIL_LINES = 15;

    private final Service service;
    private final String name;
    private final Process process;
    private final int port;
    private final Path log;
    private final Instant started;
    private Duration startTime;

    private ServiceProcess(Service service, String name, Process process, int port, Path log) {
        this.service = service;
        this.name = name;
        this.process = process;
        this.port = port;
        this.log = log;
        this.started = Instant.now();
    }

    /**
     * @param name tells the replicas of a service apart
     * @param jvmOptions beyond the service's own
     * @param environment settings beyond those of this process
     */
    public static ServiceProcess start(Service service, String name, Path jar, List<String> jvmOptions, int port,
            Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // One collector thread and the quick compiler only: two cores are shared by six processes that live for
        // minutes, and the thorough compiler would cost them more time than its code saves.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(service.jvmOptions());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        try {
            return new ServiceProcess(service, name, builder.start(), port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    public Service service() {
        return service;
    }

    public String name() {
        return name;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    // Process.destroy() would close its pipes first, which is the sign that the launcher died.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Called when it is ready for the first time. */
    void ready() {
        startTime = Duration.between(started, Instant.now());
    }

    /** From its start until it was ready. */
    Duration startTime() {
        return startTime;
    }

    /** Why it is not there, with the end of its log. */
    RunException failure(String what) {
        return new RunException(name + " " + what + "; its log, " + log + ", ends:\n" + tail());
    }

    /** As {@link #failure}, when it has ended by itself. */
    RunException ended() {
        return failure("ended with status " + process.exitValue());
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())).indent(4);
        } catch (IOException e) {
            return "    (it could not be read: " + e + ")";
        }
    }
}
