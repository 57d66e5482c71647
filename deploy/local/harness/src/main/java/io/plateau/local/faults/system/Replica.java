package io.plateau.local.faults.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.plateau.local.service.Probe;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** A replica of a service: one process after another on the same ports. */
public final class Replica {
    private final Service service;
    private final String name;
    private final Path jar;
    private final Supplier<List<String>> jvmOptions;
    private final ServiceProcess.Ports ports;
    private final Map<String, String> environment;
    private final Path log;
    private ServiceProcess process;
    private volatile long peakMebibytes;

    /** @param jvmOptions of each start */
    Replica(Service service, String name, Path jar, Supplier<List<String>> jvmOptions, ServiceProcess.Ports ports,
            Map<String, String> environment,
            Path log) {
        this.service = service;
        this.name = name;
        this.jar = jar;
        this.jvmOptions = jvmOptions;
        this.ports = ports;
        this.environment = environment;
        this.log = log;
    }

    /** @return the process that was started */
    ProcessHandle start() {
        process = ServiceProcess.start(service, name, jar, jvmOptions.get(), ports, environment, log);
        return process.handle();
    }

    public Service service() {
        return service;
    }

    public String name() {
        return name;
    }

    public String url() {
        return process.url();
    }

    public String managementUrl() {
        return process.managementUrl();
    }

    public ProcessHandle handle() {
        return process.handle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** With which its process ended. */
    int exitStatus() {
        return process.exitStatus();
    }

    public boolean isReady(Probe probe) {
        return isAlive() && probe.isReady(managementUrl());
    }

    /** Looks at the memory of the process; a killed one cannot be asked any more. */
    void sampleMemory() {
        peakMebibytes(handle()).ifPresent(peak -> peakMebibytes = Math.max(peakMebibytes, peak));
    }

    /** Most that any of its processes was seen to have had resident. */
    long peakMebibytes() {
        return peakMebibytes;
    }

    /** As {@code kill -9}. */
    public void kill() {
        handle().destroyForcibly();
    }

    /** As {@code kill -STOP}: it does nothing until it is continued. */
    public void stop() throws IOException {
        signal("STOP");
    }

    /** As {@code kill -CONT}. */
    public void proceed() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Signals.send(handle(), name);
    }

    /** Since the process started; empty when it has ended. */
    private static OptionalLong peakMebibytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
