package io.plateau.statistics.significance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class CorrectionTest {
    /**
     * Benjamini and Hochberg (1995), section 3.2: fifteen comparisons of treatments of myocardial infarction. They report that
     * Bonferroni rejects the first three at 0.05 and their procedure the first four.
     */
    private static final List<Double> INFARCTION = List.of(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298,
            0.0344,
            0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0);

    @Test
    void holmStepsDownAndStaysMonotone() {
        // By hand: sorted 0.01·3, 0.03·2, then max(0.04·1, 0.06).
        List<Double> adjusted = Correction.holm(Arrays.asList(0.01, 0.04, null, 0.03));

        assertEquals(0.03, adjusted.get(0), 1e-15);
        assertEquals(0.06, adjusted.get(1), 1e-15);
        assertNull(adjusted.get(2));
        assertEquals(0.06, adjusted.get(3), 1e-15);
    }

    /**
     * A second implementation: Holm's procedure is the closed test of Marcus, Peritz and Gabriel (1976) with Bonferroni's
     * tests of the intersections, so an adjusted value is the largest |I| · min p(I), at most 1, over all families I that
     * hold the hypothesis. All 2^m of them are gone through.
     */
    @Test
    void holmIsTheClosureOfBonferroni() {
        Random random = new Random(1);
        for (int draw = 0; draw < 50; draw++) {
            Double[] p = new Double[9];
            // Squares are often small; tenths are often equal; every ninth has no test
            Arrays.setAll(p, i -> random.nextInt(9) == 0
                    ? null
                    : random.nextBoolean() ? Math.pow(random.nextDouble(), 2) / 9 : random.nextInt(5) / 10.0);
            List<Double> adjusted = Correction.holm(Arrays.asList(p));
            for (int i = 0; i < p.length; i++) {
                if (p[i] == null) {
                    assertNull(adjusted.get(i));
                } else {
                    assertEquals(closed(p, i), adjusted.get(i), 1e-15);
                }
            }
        }
    }

    private static double closed(Double[] p, int hypothesis) {
        double largest = 0;
        for (int family = 0; family < 1 << p.length; family++) {
            double smallest = 1;
            int size = 0;
            boolean holds = false;
            for (int i = 0; i < p.length; i++) {
                if (p[i] != null && (family >> i & 1) == 1) {
                    smallest = Math.min(smallest, p[i]);
                    size++;
                    holds |= i == hypothesis;
                }
            }
            largest = holds ? Math.max(largest, Math.min(1, size * smallest)) : largest;
        }
        return largest;
    }

    @Test
    void benjaminiAndHochbergsOwnExample() {
        List<Double> adjusted = Correction.benjaminiHochberg(INFARCTION);

        assertEquals(4, adjusted.stream().filter(p -> p <= 0.05).count());
        assertEquals(3, Correction.bonferroni(INFARCTION).stream().filter(p -> p <= 0.05).count());
        // scipy 1.17, stats.false_discovery_control
        double[] expected = {0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857142857, 0.063857142857, 0.0645, 0.0765,
                0.486, 0.581181818182, 0.714875, 0.753230769231, 0.813214285714, 1};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], adjusted.get(i), 1e-12);
        }
    }

    @Test
    void benjaminiHochbergFollowsTheOrderGivenAndSkipsUndefined() {
        // By hand: sorted 0.01·3/1, 0.03·3/2, 0.04·3/3; from the largest down 0.04, min(0.045, 0.04), 0.03
        List<Double> adjusted = Correction.benjaminiHochberg(Arrays.asList(0.04, null, 0.01, 0.03));

        assertEquals(0.04, adjusted.get(0), 1e-15);
        assertNull(adjusted.get(1));
        assertEquals(0.03, adjusted.get(2), 1e-15);
        assertEquals(0.04, adjusted.get(3), 1e-15);
    }

    @Test
    void bonferroniCountsOnlyTestsThatWereMade() {
        List<Double> adjusted = Correction.bonferroni(Arrays.asList(0.01, null, 0.7));

        assertEquals(0.02, adjusted.get(0), 1e-15);
        assertNull(adjusted.get(1));
        assertEquals(1, adjusted.get(2));
    }
}
