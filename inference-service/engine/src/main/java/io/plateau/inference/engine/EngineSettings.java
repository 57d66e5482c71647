package io.plateau.inference.engine;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the engine uses the machine; nothing here changes what is computed beyond rounding, of which
 * {@code precision} says how coarse it is.
 *
 * @param device {@code auto} (the first GPU, else the CPU), {@code cpu} or {@code cuda:N}
 * @param threads threads of one tensor operation; 0: as many as the machine has processors
 * @param precision of matrix products on a GPU: {@code float32} or {@code tf32} (inputs rounded to 10 bits of mantissa, sums
 *        in float32); weights and everything else are float32 with both
 * @param cacheBytes most bytes that a loaded model may keep for the unembedded neuron directions and their powers
 * @param memoryBytes most bytes of memory that the process may take, heap included; 0: what the container, else the machine,
 *        has. Work that is estimated to need more is refused before it begins
 */
public record EngineSettings(String device, int threads, String precision, long cacheBytes, long memoryBytes) {
    public static final String FLOAT32 = "float32";
    public static final String TF32 = "tf32";
    private static final String FLOAT16 = "float16";
    /** Read once by the native library when it is loaded: 1 allows TF32 in its matrix products, anything else does not. */
    private static final String ALLOW = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";
    /** Read by NVIDIA's libraries, whatever the program requested: 0 forbids TF32, 1 forces it. */
    private static final String OVERRIDE = "NVIDIA_TF32_OVERRIDE";
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda:\\d{1,3}");

    public EngineSettings {
        if (device == null || !DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("device is '" + device + "'; it must be auto, cpu or cuda:N");
        }
        if (threads < 0 || threads > 1024) {
            throw new IllegalArgumentException("threads is " + threads + "; it must lie between 0 (all) and 1024");
        }
        if (FLOAT16.equals(precision)) {
            throw new IllegalArgumentException(
                    "precision is float16; moments and loss changes leave its range: use float32, or on a GPU"
                            + " tf32, which has as many bits and the range of float32");
        }
        if (!FLOAT32.equals(precision) && !TF32.equals(precision)) {
            throw new IllegalArgumentException("precision is '" + precision + "'; it must be float32 or tf32");
        }
        if (precision.equals(TF32) && device.equals("cpu")) {
            throw new IllegalArgumentException(
                    "precision is tf32 and device cpu; only a GPU has TF32: use precision float32, or device cuda:0");
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes is " + cacheBytes + "; it must not be negative");
        }
        if (memoryBytes < 0) {
            throw new IllegalArgumentException(
                    "plateau.memory.limit is " + memoryBytes
                            + "; it must be a number of bytes, or 0 for what there is");
        }
    }

    /** With the memory that the container, else the machine, has. */
    public EngineSettings(String device, int threads, String precision, long cacheBytes) {
        this(device, threads, precision, cacheBytes, 0);
    }

    /** The CPU or GPU that is there, all processors, a cache of 1.5 GiB. */
    public static EngineSettings defaults() {
        return new EngineSettings("auto", 0, FLOAT32, 1536L << 20);
    }

    /**
     * The native libraries take the precision from the environment alone, so that it can be checked here but not chosen.
     *
     * @throws IllegalArgumentException when products would be computed otherwise than the precision says
     */
    public EngineSettings requireEnvironment(Map<String, String> environment) {
        String allow = environment.get(ALLOW);
        String override = environment.get(OVERRIDE);
        if (precision.equals(TF32)) {
            if (!"1".equals(allow)) {
                throw new IllegalArgumentException("precision is tf32 but the environment does not allow it: "
                        + shown(ALLOW, allow) + "; set it to 1, or use precision float32");
            }
            if ("0".equals(override)) {
                throw new IllegalArgumentException("precision is tf32 but the environment forbids it: "
                        + shown(OVERRIDE, override) + "; unset it, or use precision float32");
            }
        } else if (!device.equals("cpu")) {
            boolean forbidden = "0".equals(override);
            if ("1".equals(allow) && !forbidden) {
                throw new IllegalArgumentException("precision is float32 but the environment switches TF32 on: "
                        + shown(ALLOW, allow) + "; unset it, or use precision tf32");
            }
            if (override != null && !override.isEmpty() && !forbidden) {
                throw new IllegalArgumentException("precision is float32 but the environment switches TF32 on: "
                        + shown(OVERRIDE, override) + "; unset it, or set it to 0");
            }
        }
        return this;
    }

    private static String shown(String variable, String value) {
        return variable + (value == null ? " is not set" : " is '" + value + "'");
    }
}
