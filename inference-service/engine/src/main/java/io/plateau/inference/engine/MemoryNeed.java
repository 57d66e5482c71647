package io.plateau.inference.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Estimate of a computation's peak memory on top of what is loaded.
 *
 * @param nativeParts bytes of the tensor engine's memory, by what they are for
 * @param heapBytes bytes of the Java heap
 */
public record MemoryNeed(Map<String, Long> nativeParts, long heapBytes) {

    public MemoryNeed {
        nativeParts = new LinkedHashMap<>(nativeParts);
    }

    public long nativeBytes() {
        return nativeParts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What most of it is for. */
    String largestPart() {
        return nativeParts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
}
