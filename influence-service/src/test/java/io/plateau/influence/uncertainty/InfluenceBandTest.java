package io.plateau.influence.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plateau.influence.PlantedLosses;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.regime.CurveFitter;

class InfluenceBandTest {

    @Test
    void percentilesAreTakenRankByRankAndMissingRanksAreZero() {
        // Given three replicates, one of them with a single influence above zero
        InfluenceBand band = InfluenceBand.of(new float[][]{{4, 2}, {8, 1}, {6}}, 2);

        // Then 2.5 % between 4, 6, 8 lies 0.05 steps above the lowest, likewise of 0, 1, 2
        assertArrayEquals(new double[]{4.1, 0.05}, band.low(), 1e-12);
        assertArrayEquals(new double[]{7.9, 1.95}, band.high(), 1e-12);
    }

    @Test
    void aBandFallsWithRankAndWidensWithNoise() {
        InfluenceBand quiet = band(0.1);
        InfluenceBand loud = band(1);

        for (int r = 1; r < 60; r++) {
            assertTrue(quiet.low()[r] <= quiet.low()[r - 1] && quiet.high()[r] <= quiet.high()[r - 1]);
        }
        assertTrue(Math.log(loud.high()[0] / loud.low()[0]) > 3 * Math.log(quiet.high()[0] / quiet.low()[0]));
    }

    @Test
    void withoutNoiseTheBandIsTheCurve() {
        InfluenceBand band = band(0);

        for (int r = 0; r < 60; r++) {
            double influence = Math.exp(PlantedLosses.powerLaw(1).applyAsDouble(r + 1));
            // float32, through a logarithm of order 10
            assertEquals(influence, band.low()[r], 1e-6 * influence);
            assertEquals(influence, band.high()[r], 1e-6 * influence);
        }
    }

    private static InfluenceBand band(double noise) {
        GroupSums group = PlantedLosses.group(30, 60, PlantedLosses.powerLaw(1), noise, 3);
        return new ContextBootstrap(new ContextMeans(group, InfluenceDefinition.ABS_OF_MEAN),
                new CurveFitter(Weighting.INVERSE_RANK), group.neurons(), 0.5)
                .run(100, 0, 1, "test").band().orElseThrow();
    }
}
