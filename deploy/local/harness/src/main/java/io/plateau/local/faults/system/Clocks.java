package io.plateau.local.faults.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.plateau.local.faults.clock.ClockAgentJar;

/** The wall clocks of the services and of the broker, which go by what their files say. */
public final class Clocks {
    /** The broker's name, beside those of the services. */
    public static final String BROKER = "broker";

    private final Path directory;
    private final ClockAgentJar agent;
    private final Set<Long> attached = ConcurrentHashMap.newKeySet();

    /** @param directory made for it */
    Clocks(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.agent = ClockAgentJar.write(directory);
    }

    /** What a process that is started while its clock is stepped needs: nothing where it is not. */
    List<String> jvmOptions(String process) {
        return Files.exists(file(process)) ? List.of(agent.jvmOption(file(process))) : List.of();
    }

    /**
     * Steps the clock of a process that runs.
     *
     * @param process name of a service, or {@code broker}
     */
    public void step(String process, ProcessHandle handle, Duration by) throws IOException {
        // Whole at once: a half-written number would be another.
        Path whole = Files.writeString(directory.resolve(process + ".next"), Long.toString(by.toMillis()));
        Files.move(whole, file(process), StandardCopyOption.ATOMIC_MOVE);
        if (attached.add(handle.pid())) {
            agent.attach(handle.pid(), file(process));
        }
    }

    /**
     * Whether the agent is in a process. What it makes of the classes there is as large as they are, and is not the
     * service's: such a process's memory says nothing of the service.
     */
    boolean isIn(ProcessHandle handle) {
        return attached.contains(handle.pid())
                || handle.info().arguments().map(List::of).orElse(List.of()).stream().anyMatch(agent::isIn);
    }

    /** Puts a process's clock back to the machine's. */
    public void putBack(String process) throws IOException {
        Files.deleteIfExists(file(process));
    }

    private Path file(String process) {
        return directory.resolve(process + ".millis");
    }
}
