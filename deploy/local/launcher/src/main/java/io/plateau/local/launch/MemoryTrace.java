package io.plateau.local.launch;

import java.util.ArrayList;
import java.util.List;

/** Resident memory of a process, MiB, sampled at equal intervals. */
final class MemoryTrace {
    /** Of its bound; what the collector leaves until later comes and goes within it. */
    private static final double MAY_GROW = 0.1;

    private final long bound;
    private final List<Double> samples = new ArrayList<>();

    /** @param bound within which the process is to stay, MiB */
    MemoryTrace(long bound) {
        this.bound = bound;
    }

    long bound() {
        return bound;
    }

    /** Whether it stayed within its bound, and what it had at the end of the time is what it had before. */
    boolean isFlat() {
        return peak() <= bound && growth() <= MAY_GROW * bound;
    }

    void add(double mebibytes) {
        samples.add(mebibytes);
    }

    double peak() {
        return peak(samples);
    }

    /** The peak in each of equal parts of the time; fewer parts where samples are fewer. */
    List<Double> peaks(int parts) {
        int count = Math.min(parts, samples.size());
        List<Double> peaks = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            peaks.add(peak(samples.subList(part * samples.size() / count, (part + 1) * samples.size() / count)));
        }
        return peaks;
    }

    /**
     * Peak of the last quarter of the time less that of the second, MiB: the first quarter fills what is kept and reused,
     * such as heap, compiled code and the model; after that, memory that is not given back shows as growth.
     */
    double growth() {
        List<Double> quarters = peaks(4);
        return quarters.size() < 4 ? 0 : quarters.get(3) - quarters.get(1);
    }

    private static double peak(List<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
