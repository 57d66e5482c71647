package io.plateau.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.plateau.local.launch.Service;

/** Resident memory of processes, and what is allowed. */
final class Memory {
    /** Of a CPU service, MiB. */
    private static final long CPU_SERVICE = 384;
    /** Of the inference service with the bundled models, MiB: its heap of 1 GiB, weights and tensors. */
    private static final long INFERENCE = 2_048;

    private Memory() {
    }

    static long boundMebibytes(Service service) {
        return service == Service.INFERENCE ? INFERENCE : CPU_SERVICE;
    }

    /** Since the process started. */
    static long peakMebibytes(ProcessHandle process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("the kernel tells no peak of resident memory for process " + process.pid());
    }
}
