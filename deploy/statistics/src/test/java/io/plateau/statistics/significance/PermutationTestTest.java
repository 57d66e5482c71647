package io.plateau.statistics.significance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class PermutationTestTest {
    @Test
    void theValueCountsAsOneOfTheDraws() {
        // Phipson and Smyth (2010): (b + 1) / (m + 1), never 0
        assertEquals(1.0 / 1_000, PermutationTest.pValue(0, 999));
        assertEquals(0.05, PermutationTest.pValue(4, 99));
        assertEquals(1, PermutationTest.pValue(20, 20));
    }

    @Test
    void sidesAndTies() {
        double[] controls = IntStream.rangeClosed(1, 99).mapToDouble(i -> i / 100.0).toArray();
        assertEquals(0.01, PermutationTest.of(2, controls).oneSided(), 1e-15);
        assertEquals(0.02, PermutationTest.of(2, controls).twoSided(), 1e-15);
        // 0.95 … 0.99 are at least 0.95: (1 + 5) / 100.
        assertEquals(0.06, PermutationTest.of(0.95, controls).oneSided(), 1e-15);
        assertEquals(1, PermutationTest.of(-1, controls).oneSided(), 1e-15);
        assertEquals(0.02, PermutationTest.of(-1, controls).twoSided(), 1e-15);
        assertEquals(1, PermutationTest.of(0, new double[19]).twoSided(), 1e-15);
    }

    @Test
    void valuesThatDifferByRoundingAreTied() {
        assertTrue(PermutationTest.atLeast(0.1 + 0.2, 0.3));
        assertTrue(PermutationTest.atLeast(0.3, 0.1 + 0.2));
        assertFalse(PermutationTest.atLeast(0.3, 0.3 + 1e-9));
    }
}
