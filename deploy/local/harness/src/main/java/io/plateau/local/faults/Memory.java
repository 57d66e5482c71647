package io.plateau.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.plateau.local.service.Service;

/** Resident memory of processes, against the bounds of their services. */
final class Memory {
    private Memory() {
    }

    /**
     * @param peaks of each service's replicas the most, MiB
     * @return a figure per service
     */
    static List<String> requireWithin(Map<Service, Long> peaks) throws ViolationException {
        List<String> figures = new ArrayList<>();
        List<String> beyond = new ArrayList<>();
        peaks.forEach((service, mebibytes) -> {
            long bound = service.boundMebibytes();
            figures.add(service.label() + " " + mebibytes + " MiB of " + bound);
            if (mebibytes > bound) {
                beyond.add("a replica of " + service.label() + " had " + mebibytes
                        + " MiB resident, more than its bound of " + bound);
            }
        });
        if (!beyond.isEmpty()) {
            throw new ViolationException(String.join("; ", beyond));
        }
        return figures;
    }

    /** Since the process started; empty when it has ended. */
    static OptionalLong peakMebibytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
