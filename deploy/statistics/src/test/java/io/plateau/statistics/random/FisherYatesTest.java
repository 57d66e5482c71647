package io.plateau.statistics.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class FisherYatesTest {
    @Test
    void swapsFromTheLastElementDown() {
        // Draws 0 of 4, 1 of 3, 0 of 2: dcba … by hand 1234, 4231, 4321 is not reached: (4 2 3 1), (4 3 2 1), (3 4 2 1)
        int[] draws = {0, 1, 0};
        int[] bounds = new int[3];
        int[] next = {0};
        int[] values = {1, 2, 3, 4};
        FisherYates.shuffle(values, bound -> {
            bounds[next[0]] = bound;
            return draws[next[0]++];
        });
        assertArrayEquals(new int[]{4, 3, 2}, bounds);
        assertArrayEquals(new int[]{3, 4, 2, 1}, values);
    }

    @Test
    void everyOrderIsEquallyLikely() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 24_000; i++) {
            int[] values = {1, 2, 3, 4};
            FisherYates.shuffle(values, random::nextInt);
            counts.merge(Arrays.toString(values), 1, Integer::sum);
        }
        assertEquals(24, counts.size());
        // Binomial(24,000, 1/24) has a standard deviation of 31: five of them.
        counts.values().forEach(count -> assertEquals(1_000, count, 155));
    }
}
