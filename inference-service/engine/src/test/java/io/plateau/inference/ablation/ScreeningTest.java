package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ScreeningTest {
    private static final double[][] ESTIMATES = {{0.1, -9, 0, 3, 0.2, 0}, {5, 0, 0.1, 0, -7, 0}};

    @Test
    void theLargestOfEachGroupAreChosen() {
        // Rare: 1, 3, 4, 0; common: 4, 0, 2.
        assertArrayEquals(new int[]{1, 4}, Screening.of(ESTIMATES, 2, 0, 1).chosen());
        assertArrayEquals(new int[]{0, 1, 3, 4}, Screening.of(ESTIMATES, 4, 0, 1).chosen());
    }

    @Test
    void theSampleIsOfTheOthers() {
        Screening screening = Screening.of(ESTIMATES, 3, 2, 1);
        assertEquals(2, screening.sampled().length);
        assertEquals(5, IntStream.of(screening.exact()).distinct().count());
        assertArrayEquals(IntStream.of(screening.exact()).sorted().toArray(), screening.exact());
        assertArrayEquals(screening.sampled(), Screening.of(ESTIMATES, 3, 2, 1).sampled());
    }

    @Test
    void moreThanThereAreIsAll() {
        Screening screening = Screening.of(ESTIMATES, 4, 100, 1);
        assertArrayEquals(new int[]{0, 1, 2, 3, 4, 5}, screening.exact());
        assertEquals(0, Screening.of(ESTIMATES, 100, 100, 1).sampled().length);
    }

    /** 3,000 samples of one of the three others: each within five standard deviations, sqrt(3000 · 2/9) = 26, of a third. */
    @Test
    void theSampleIsUniform() {
        int[] drawn = new int[6];
        for (int seed = 0; seed < 3_000; seed++) {
            drawn[Screening.of(ESTIMATES, 3, 1, seed).sampled()[0]]++;
        }
        int[] chosen = Screening.of(ESTIMATES, 3, 1, 1).chosen();
        for (int n = 0; n < drawn.length; n++) {
            assertTrue(Arrays.binarySearch(chosen, n) >= 0 ? drawn[n] == 0 : Math.abs(drawn[n] - 1_000) < 5 * 26,
                    Arrays.toString(drawn));
        }
    }
}
