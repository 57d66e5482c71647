package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.statistics.random.SeedDerivation;

class ReservoirTest {
    @Test
    void aShortStreamIsKeptWhole() {
        assertEquals(List.of(0, 1, 2), sample(5, 3, 1));
    }

    @Test
    void aSampleHoldsDistinctItemsAndRepeatsWithItsSeed() {
        List<Integer> sample = sample(10, 1_000, 7);

        assertEquals(10, new HashSet<>(sample).size());
        assertEquals(sample, sample(10, 1_000, 7));
    }

    @Test
    void everyItemIsEquallyLikely() {
        // Given 4,000 seeds, each picking 5 of 20: every item expected 1,000 times, variance 4000 · ¼ · ¾
        int[] picked = new int[20];
        for (int seed = 0; seed < 4_000; seed++) {
            sample(5, 20, SeedDerivation.SHA_256.derive(seed, "test")).forEach(i -> picked[i]++);
        }
        double deviation = Math.sqrt(4_000 * 0.25 * 0.75);
        for (int i = 0; i < picked.length; i++) {
            // 4.5 standard deviations: one item in 10^5 would fall outside by chance, and the seeds are fixed
            assertTrue(Math.abs(picked[i] - 1_000) < 4.5 * deviation,
                    "item " + i + " was picked " + picked[i] + " times");
        }
    }

    private static List<Integer> sample(int capacity, int items, long seed) {
        Reservoir<Integer> reservoir = new Reservoir<>(capacity, seed);
        for (int i = 0; i < items; i++) {
            reservoir.offer(i);
        }
        return reservoir.sample();
    }
}
