package io.plateau.inference.engine;

import java.util.regex.Pattern;

/**
 * How the engine uses the machine; nothing here changes what is computed beyond rounding.
 *
 * @param device {@code auto} (the first GPU, else the CPU), {@code cpu} or {@code cuda:N}
 * @param threads threads of one tensor operation; 0: as many as the machine has processors
 * @param cacheBytes most bytes that a loaded model may keep for the unembedded neuron directions and their powers
 */
public record EngineSettings(String device, int threads, long cacheBytes) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda:\\d{1,3}");

    public EngineSettings {
        if (device == null || !DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("device is '" + device + "'; it must be auto, cpu or cuda:N");
        }
        if (threads < 0 || threads > 1024) {
            throw new IllegalArgumentException("threads is " + threads + "; it must lie between 0 (all) and 1024");
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes is " + cacheBytes + "; it must not be negative");
        }
    }

    /** The CPU or GPU that is there, all processors, a cache of 1.5 GiB. */
    public static EngineSettings defaults() {
        return new EngineSettings("auto", 0, 1536L << 20);
    }
}
