package io.plateau.inference.engine;

/**
 * What computed a result: part of its provenance.
 *
 * @param engine tensor engine, e.g. {@code PyTorch}
 * @param engineVersion version of the engine's Java side
 * @param nativeVersion version of the native library
 * @param device where tensors live: {@code cpu} or {@code cuda:N}
 * @param threads threads that one tensor operation uses
 * @param precision of matrix products: {@code float32} or {@code tf32}
 */
public record EngineInfo(String engine, String engineVersion, String nativeVersion, String device, int threads,
        String precision) {
}
