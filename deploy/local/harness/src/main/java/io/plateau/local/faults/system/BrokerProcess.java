package io.plateau.local.faults.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.plateau.local.command.RunException;
import io.plateau.local.port.FreePorts;
import io.plateau.local.service.ChildEnvironment;
import io.plateau.local.service.DataDirectory;

/** The broker in a process of its own. */
public final class BrokerProcess implements Broker {
    /** As for services: a busy machine is given time, a broker that failed has ended by itself. */
    private static final Duration START_WITHIN = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final DataDirectory data;
    private final Supplier<List<String>> jvmOptions;
    private final List<Integer> ports = FreePorts.pick(2);
    private Process process;

    /** @param jvmOptions beyond its own, of each start */
    BrokerProcess(DataDirectory data, Supplier<List<String>> jvmOptions) {
        this.data = data;
        this.jvmOptions = jvmOptions;
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.get(0);
    }

    @Override
    public void start() throws IOException {
        Path output = data.log("broker");
        long before = Files.exists(output) ? Files.size(output) : 0;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(data.jvmOptions());
        command.addAll(jvmOptions.get());
        command.addAll(ChildEnvironment.jvmOptions(System.getenv()));
        command.addAll(List.of(BrokerMain.class.getName(), data.kafka().toString(), ports.get(0).toString(),
                ports.get(1).toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(ChildEnvironment.of(System.getenv()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        process = builder.start();
        data.leftovers().add(process.toHandle());
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!printed(output, before)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new RunException("the broker did not start; see " + output);
            }
            Waiting.pause(LOOK);
        }
    }

    private static boolean printed(Path output, long from) {
        try {
            return Files.readString(output).substring((int) from).contains(BrokerMain.READY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void kill() {
        process.toHandle().destroyForcibly();
        Waiting.join(process);
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }
}
