package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

class WeightedCacheTest {

    private record Entry(int key, int value, int weight) {
    }

    /** The naive twin: a list in order of use. */
    @Test
    void keepsWhatWasUsedLastWithinTheBound() {
        int capacity = 100;
        WeightedCache<Integer, Integer> cache = new WeightedCache<>(capacity);
        Deque<Entry> twin = new ArrayDeque<>();
        Random random = new Random(7);
        for (int step = 0; step < 20_000; step++) {
            int key = random.nextInt(30);
            Optional<Entry> known = twin.stream().filter(e -> e.key == key).findFirst();
            if (random.nextBoolean()) {
                assertEquals(known.map(Entry::value), cache.get(key), "step " + step);
                known.ifPresent(e -> {
                    twin.remove(e);
                    twin.addLast(e);
                });
            } else {
                int weight = random.nextInt(120);
                cache.put(key, step, weight);
                known.ifPresent(twin::remove);
                if (weight <= capacity) {
                    twin.addLast(new Entry(key, step, weight));
                }
                while (weight(twin) > capacity) {
                    twin.removeFirst();
                }
            }
            assertEquals(weight(twin), cache.weight(), "step " + step);
            assertTrue(cache.weight() <= capacity, "step " + step);
        }
    }

    private static long weight(Deque<Entry> entries) {
        return entries.stream().mapToLong(Entry::weight).sum();
    }
}
