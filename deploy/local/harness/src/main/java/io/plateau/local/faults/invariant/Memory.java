package io.plateau.local.faults.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.service.Service;

/** Resident memory of processes, against the bounds of their services. */
public final class Memory {
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
}
