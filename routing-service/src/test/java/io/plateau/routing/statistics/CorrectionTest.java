package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class CorrectionTest {

    @Test
    void holmStepsDownAndStaysMonotone() {
        // By hand: sorted 0.01·3, 0.03·2, then max(0.04·1, 0.06).
        List<Double> adjusted = Correction.holm(Arrays.asList(0.01, 0.04, null, 0.03));

        assertEquals(0.03, adjusted.get(0), 1e-15);
        assertEquals(0.06, adjusted.get(1), 1e-15);
        assertNull(adjusted.get(2));
        assertEquals(0.06, adjusted.get(3), 1e-15);
    }

    @Test
    void bonferroniCountsOnlyTestsThatWereMade() {
        List<Double> adjusted = Correction.bonferroni(Arrays.asList(0.01, null, 0.7));

        assertEquals(0.02, adjusted.get(0), 1e-15);
        assertNull(adjusted.get(1));
        assertEquals(1, adjusted.get(2));
    }
}
