package io.plateau.influence.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.RegimeSpecification.Ranks;
import io.plateau.influence.ranking.NeuronStatistics;

class NoiseFloorTest {
    private static final int CONTEXTS = 21;

    @Test
    void neuronsAreCountedByBenjaminiAndHochberg() {
        // Given p-values 0.001, 0.008, 0.039, 0.041, 0.6: 0.008 is below 2/5 · 0.05, 0.041 above 4/5 · 0.05
        assertEquals(2, floor(0.001, 0.008, 0.039, 0.041, 0.6));
        // A larger p-value that meets its bound carries the smaller ones that miss theirs: 0.039 below 4/5 · 0.05
        assertEquals(4, floor(0.001, 0.03, 0.035, 0.039, 0.6));
        assertEquals(0, floor(0.011, 0.6, 0.7, 0.8, 0.9));
    }

    @Test
    void aMeanWithoutErrorDiffersFromNoiseUnlessItIsZero() {
        NeuronStatistics exact = new NeuronStatistics(new double[]{1e-9, 0, -0.0}, null, new double[3], null);

        assertEquals(1, NoiseFloor.of(exact, CONTEXTS));
        assertEquals(0, NoiseFloor.of(exact, 1));
    }

    @Test
    void aFloorOf30IsFittedDownToAndOneOf29IsNot() {
        FittedRanks enough = FittedRanks.of(30, 400, 390, Ranks.ABOVE_NOISE, true);
        assertEquals(30, enough.ranks());
        assertEquals("30 of 400 neurons differ from noise at a false discovery rate of 5 %: ranks 1 to 30 are fitted",
                enough.statement());

        FittedRanks few = FittedRanks.of(29, 400, 390, Ranks.ABOVE_NOISE, true);
        assertEquals(390, few.ranks());
        assertTrue(few.tooFewAboveNoise());
        assertEquals(29, few.resolved());
        assertTrue(
                FittedRanks.of(0, 400, 390, Ranks.ABOVE_NOISE, true).statement()
                        .startsWith("none of 400 neurons differ"));
        assertEquals(390, FittedRanks.of(200, 400, 390, Ranks.ALL, true).ranks());
        // A mean of |dL| is never 0 by chance
        assertEquals(390, FittedRanks.of(200, 400, 390, Ranks.ABOVE_NOISE, false).ranks());
    }

    /** Neurons whose t-statistics have these two-sided p-values. */
    private static int floor(double... p) {
        TDistribution t = new TDistribution(CONTEXTS - 1.0);
        double[] mean = Arrays.stream(p).map(v -> 2 * t.inverseCumulativeProbability(v / 2)).toArray();
        double[] error = new double[p.length];
        Arrays.fill(error, 2);
        return NoiseFloor.of(new NeuronStatistics(mean, null, error, null), CONTEXTS);
    }
}
