package io.plateau.local.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.plateau.local.command.Reason;
import io.plateau.local.command.RunException;
import io.plateau.local.port.FreePorts;

/** A running service; what it prints goes to its log. */
public final class ServiceProcess {
    /** As shells report it: 128 and the signal's number. */
    private static final int KILLED = 128 + 9;

    /**
     * A service's ports.
     *
     * @param http port of requests
     * @param management port of health and metrics
     */
    public record Ports(int http, int management) {

        /** Two free ports. */
        public static Ports free() {
            List<Integer> free = FreePorts.pick(2);
            return new Ports(free.get(0), free.get(1));
        }
    }

    private final Service service;
    private final String name;
    private final Process process;
    private final Ports ports;
    private final Path log;
    private final ServiceLog reasons;
    private final Instant started;
    private Duration startTime;

    private ServiceProcess(Service service, String name, Process process, Ports ports, Path log, ServiceLog reasons) {
        this.service = service;
        this.name = name;
        this.process = process;
        this.ports = ports;
        this.log = log;
        this.reasons = reasons;
        this.started = Instant.now();
    }

    /**
     * @param name distinguishes the replicas of a service
     * @param jvmOptions beyond the service's own
     * @param environment settings, beside what {@link ChildEnvironment} passes on
     */
    public static ServiceProcess start(Service service, String name, Path jar, List<String> jvmOptions, Ports ports,
            Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // One collector thread: two cores are shared by six processes. The log manager is named before any library can ask for one.
        command.addAll(List.of("-XX:+UseSerialGC", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.addAll(service.jvmOptions());
        command.addAll(jvmOptions);
        command.addAll(ChildEnvironment.jvmOptions(System.getenv()));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(ChildEnvironment.of(System.getenv()));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.http()));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
        ServiceLog reasons = new ServiceLog(log, ServiceLog.length(log));
        try {
            return new ServiceProcess(service, name, builder.start(), ports, log, reasons);
        } catch (IOException e) {
            throw new RunException(name + " could not be started: " + Reason.of(e), e);
        }
    }

    public Service service() {
        return service;
    }

    public String name() {
        return name;
    }

    public String url() {
        return "http://127.0.0.1:" + ports.http();
    }

    /** Where health and metrics are. */
    public String managementUrl() {
        return "http://127.0.0.1:" + ports.management();
    }

    // Process.destroy() would close its pipes first, which is the sign that the launcher died.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** With which it ended. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Called when it is ready for the first time. */
    public void ready() {
        startTime = Duration.between(started, Instant.now());
    }

    /** From its start until it was ready. */
    public Duration startTime() {
        return startTime;
    }

    /** Why it is not there, in one sentence. */
    public RunException failure(String what) {
        return new RunException(name + " " + what + ": "
                + reasons.reason().orElse("its log gives no reason") + " (log: " + log + ")");
    }

    /** As {@link #failure}, when it has ended by itself. */
    public RunException ended() {
        int status = process.exitValue();
        if (status == KILLED) {
            return new RunException(name + " was killed (SIGKILL), perhaps by the system for lack of memory"
                    + " (log: " + log + ")");
        }
        return failure("ended with status " + status);
    }
}
