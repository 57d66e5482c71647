package io.plateau.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Resident memory of a process, where the operating system provides it. */
final class ResidentMemory {
    private static final double KIB_PER_MIB = 1024.0;

    private ResidentMemory() {
    }

    static OptionalDouble mebibytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.exists(status)
                    ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                            .findFirst()
                    : OptionalDouble.empty();
        } catch (IOException e) {
            // It has just ended.
            return OptionalDouble.empty();
        }
    }
}
