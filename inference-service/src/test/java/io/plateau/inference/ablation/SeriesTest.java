package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.types.DataType;

class SeriesTest {

    /** The natural default of the table of measured errors. */
    @Test
    void theDefaultToleranceGivesThirdOrderWithAGuardOfATwentieth() {
        assertEquals(new Series(3, 0.05), Series.within(1e-3));
    }

    @Test
    void aTighterToleranceGivesATighterGuard() {
        Series tight = Series.within(1e-4);

        assertEquals(3, tight.order());
        // At 0.02 the table has 3e-5, which leaves less than the margin below 1e-4.
        assertTrue(tight.guard() < 0.02 && tight.guard() > 0.01, "guard " + tight.guard());
        assertTrue(Series.within(1e-5).guard() < tight.guard());
    }

    @Test
    void onlyATightToleranceNeedsDoublePrecision() {
        assertEquals(DataType.FLOAT32, Series.precision(1e-3));
        assertEquals(DataType.FLOAT64, Series.precision(1e-4));
    }

    @Test
    void aLooseToleranceIsMetBySecondOrder() {
        assertEquals(new Series(2, 0.05), Series.within(0.05));
    }
}
