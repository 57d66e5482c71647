package io.plateau.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import io.plateau.local.faults.clock.ClockAgentJar;

/** The wall clocks of the services and of the broker, which go by what their files say. */
final class Clocks {
    private final Path directory;
    private final ClockAgentJar agent;

    /** @param directory made for it */
    Clocks(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.agent = ClockAgentJar.write(directory);
    }

    /** Puts a process's clock under this. */
    String jvmOption(String process) {
        return agent.jvmOption(file(process));
    }

    /** @param process name of a service, or {@code broker} */
    void step(String process, Duration by) throws IOException {
        // Whole at once: a half-written number would be another.
        Path whole = Files.writeString(directory.resolve(process + ".next"), Long.toString(by.toMillis()));
        Files.move(whole, file(process), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(String process) {
        return directory.resolve(process + ".millis");
    }
}
