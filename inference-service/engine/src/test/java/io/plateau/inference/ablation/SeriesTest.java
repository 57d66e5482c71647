package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.types.DataType;

class SeriesTest {

    @Test
    void onlyATightToleranceNeedsDoublePrecision() {
        assertEquals(DataType.FLOAT32, Series.precision(1e-3));
        assertEquals(DataType.FLOAT64, Series.precision(1e-4));
    }

    @Test
    void theLastResortIsTheClosedFormOfEveryPair() {
        assertEquals(0, Series.BY_COST.get(Series.BY_COST.size() - 1).guard());
    }
}
