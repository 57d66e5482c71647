package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A uniform sample of fixed size from a stream of unknown length (Vitter's algorithm R). {@link Random} and not a newer
 * generator: its sequence is part of its specification, so a sample is the same on every JDK.
 */
final class Reservoir<T> {
    private final int capacity;
    private final Random random;
    private final List<T> kept = new ArrayList<>();
    private int seen;

    Reservoir(int capacity, long seed) {
        this.capacity = capacity;
        this.random = new Random(seed);
    }

    void offer(T item) {
        seen = Math.incrementExact(seen);
        if (kept.size() < capacity) {
            kept.add(item);
            return;
        }
        int place = random.nextInt(seen);
        if (place < capacity) {
            kept.set(place, item);
        }
    }

    /** Items offered so far. */
    long seen() {
        return seen;
    }

    List<T> sample() {
        return List.copyOf(kept);
    }
}
