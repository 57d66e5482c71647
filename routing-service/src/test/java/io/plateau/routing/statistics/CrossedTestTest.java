package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossedTestTest {

    @Test
    void addsTheVariancesOfBothWays() {
        // Given two strata of two directions over three contexts
        PairedTest test = CrossedTest.of("direction",
                List.of(new double[][]{{1, 2, 3}, {3, 4, 5}}, new double[][]{{0, 3, 0}, {2, 1, 6}}));

        // Means of directions 2, 4 and 1, 3: variance 2 each, over 2 directions and 2² strata a quarter each, together 0.5.
        // Means of contexts 1.5, 2.5, 3.5: variance 1, over 3 contexts
        assertEquals(2.5, test.spread().mean(), 1e-15);
        assertEquals(2.5 / Math.sqrt(0.5 + 1 / 3.0), test.t(), 1e-12);
        // Degrees of freedom (5/6)² / (2 · (1/4)² / 1 + (1/3)² / 2) = 3.8462; two-sided at t = 2.7386 by scipy.stats.t
        assertEquals(0.05426325417528488, test.student(), 1e-9);
        // Squares about the mean of the twelve values, over 11
        assertEquals(Math.sqrt((2.25 + .25 + .25 + .25 + 2.25 + 6.25 + 6.25 + .25 + 6.25 + .25 + 2.25 + 12.25) / 11),
                test.spread().standardDeviation(), 1e-12);
    }

    /** Normal parts of directions, contexts and neither; a rate above 0.0703 would be 3.4 standard deviations above 5 %. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0.3", "0, 1, 0.3", "0, 0, 1", "1, 1, 1", "0.3, 1, 1", "3, 0.3, 1"})
    void rejectsNoMoreThanItsLevel(double ofDirection, double ofContext, double ofNeither) {
        SplittableRandom random = new SplittableRandom(3);
        int rejected = 0;
        for (int draw = 0; draw < 2_000; draw++) {
            double[] contexts = random.doubles(16).map(u -> ofContext * random.nextGaussian()).toArray();
            double[][][] strata = new double[2][5][16];
            for (double[][] stratum : strata) {
                for (double[] direction : stratum) {
                    double own = ofDirection * random.nextGaussian();
                    for (int k = 0; k < direction.length; k++) {
                        direction[k] = own + contexts[k] + ofNeither * random.nextGaussian();
                    }
                }
            }
            rejected += CrossedTest.of("direction", List.of(strata)).twoSided() <= 0.05 ? 1 : 0;
        }

        assertTrue(rejected <= 0.0666 * 2_000, rejected + " of 2,000");
    }

    @Test
    void oneDirectionHasNoTest() {
        PairedTest test = CrossedTest.of("direction", List.<double[][]>of(new double[][]{{1, 2, 3}}));

        assertNull(test.twoSided());
        assertTrue(test.reason().startsWith("one direction alone says nothing"), test.reason());
        assertEquals(2, test.spread().mean());
    }
}
