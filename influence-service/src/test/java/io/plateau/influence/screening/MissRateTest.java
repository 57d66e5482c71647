package io.plateau.influence.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plateau.statistics.tokens.TokenGroup;

class MissRateTest {
    /** Neurons 0 to 3 are chosen, 4 to 6 sampled, 7 neither. */
    private static final double[] INFLUENCE = {8, 1, 4, 2, 3.5, 0, 2.9, 100};
    private static final int[] EXACT = {0, 1, 2, 3, 4, 5, 6};

    @Test
    void aSampledNeuronAboveTheMedianOfTheChosenIsMissed() {
        MissRate rate = MissRate.of(TokenGroup.RARE, INFLUENCE, EXACT, new int[]{4, 5, 6});
        assertEquals(3, rate.threshold());
        assertEquals(new MissRate(TokenGroup.RARE, 4, 4, 3, 3, 1), rate);
        assertEquals(1 / 3.0, rate.share());
    }

    /** Without a miss in n the bound solves (1 − p)^n = 0.05; with misses it is the tables' value for one in ten. */
    @Test
    void theBoundIsThatOfClopperAndPearson() {
        assertEquals(1 - Math.pow(0.05, 1 / 64.0), new MissRate(TokenGroup.RARE, 1, 100, 64, 0, 0).shareAtMost(), 1e-9);
        assertEquals(0.3942, new MissRate(TokenGroup.RARE, 1, 100, 10, 0, 1).shareAtMost(), 5e-5);
        assertEquals(1, new MissRate(TokenGroup.RARE, 1, 100, 10, 0, 10).shareAtMost());
    }

    @Test
    void withoutASampleNothingIsKnown() {
        MissRate rate = MissRate.of(TokenGroup.COMMON, INFLUENCE, new int[]{0, 1, 2, 3}, new int[0]);
        assertTrue(Double.isNaN(rate.share()));
        assertEquals(1, rate.shareAtMost());
    }
}
