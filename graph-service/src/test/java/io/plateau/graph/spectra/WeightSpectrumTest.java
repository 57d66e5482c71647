package io.plateau.graph.spectra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.ParetoDistribution;
import org.junit.jupiter.api.Test;

import io.plateau.statistics.eigen.SymmetricEigen;

class WeightSpectrumTest {

    @Test
    void hillByHand() {
        // ln(e² / 1) and ln(e / 1): mean 3/2, exponent 2/3, error 2/3 / √2.
        HillEstimator hill = HillEstimator.of(new double[]{Math.exp(2), Math.E, 1}, 2);
        assertEquals(2.0 / 3, hill.exponent(), 1e-12);
        assertEquals(2.0 / 3 / Math.sqrt(2), hill.standardError(), 1e-12);
        assertNull(HillEstimator.of(new double[]{1, 1, 1}, 2));
        assertNull(HillEstimator.of(new double[]{2, 1, 0}, 2));
        assertThrows(IllegalArgumentException.class, () -> HillEstimator.of(new double[]{2, 1}, 2));
    }

    /**
     * A second implementation: given the value below the tail, Hill's estimate is the maximum-likelihood shape of a Pareto
     * law from there on, and its error that of the observed information (Clauset, Shalizi and Newman 2009, equations 3.1
     * and 3.2, whose alpha is the density's: one more). The likelihood here is Hipparchus', its maximum searched.
     */
    @Test
    void hillIsTheMaximumOfParetosLikelihood() {
        Random random = new Random(2);
        double[] ascending = IntStream.range(0, 60).mapToDouble(i -> Math.exp(random.nextGaussian())).sorted()
                .toArray();
        double[] descending = IntStream.range(0, 60).mapToDouble(i -> ascending[59 - i]).toArray();
        int tail = 25;
        DoubleUnaryOperator likelihood = shape -> {
            ParetoDistribution law = new ParetoDistribution(descending[tail], shape);
            return IntStream.range(0, tail).mapToDouble(i -> law.logDensity(descending[i])).sum();
        };

        HillEstimator hill = HillEstimator.of(descending, tail);

        double low = 0.01;
        double high = 100;
        while (high - low > 1e-9) {
            double third = (high - low) / 3;
            if (likelihood.applyAsDouble(low + third) < likelihood.applyAsDouble(high - third)) {
                low += third;
            } else {
                high -= third;
            }
        }
        // A likelihood is flat at its maximum: its rounding of 1e-14 of about 10 hides the square root of that
        assertEquals(low, hill.exponent(), 1e-6);
        double step = 1e-3 * low;
        double curvature = (likelihood.applyAsDouble(low + step) - 2 * likelihood.applyAsDouble(low)
                + likelihood.applyAsDouble(low - step)) / (step * step);
        // The difference quotient is off by step² / 2 of its share, 5e-7, and by rounding
        assertEquals(1 / Math.sqrt(-curvature), hill.standardError(), 1e-5 * hill.standardError());
    }

    /** Spacings of ln order statistics are 1 / (alpha i) in the mean (Rényi 1953): with just these Hill's sum is k / alpha. */
    @Test
    void hillOfParetosMeanSpacingsIsExact() {
        double[] descending = new double[41];
        descending[40] = 0.3;
        for (int i = 40; i > 0; i--) {
            descending[i - 1] = descending[i] * Math.exp(1 / (2.6 * i));
        }
        for (int tail : new int[]{1, 7, 40}) {
            assertEquals(2.6, HillEstimator.of(descending, tail).exponent(), 1e-12);
        }
    }

    @Test
    void hillFindsTheExponentOfAParetoTailAndKnowsItsError() {
        Random random = new Random(1);
        int within = 0;
        for (int draw = 0; draw < 400; draw++) {
            double[] values = IntStream.range(0, 300).mapToDouble(i -> Math.pow(1 - random.nextDouble(), -1 / 1.7))
                    .sorted().toArray();
            double[] descending = IntStream.range(0, 300).mapToDouble(i -> values[299 - i]).toArray();
            HillEstimator hill = HillEstimator.of(descending, 100);
            within += Math.abs(hill.exponent() - 1.7) < 1.96 * hill.standardError() ? 1 : 0;
        }
        // 95 % of 400 are 380, binomial sd 4.4; four of them, and some for the normal approximation at k = 100.
        assertTrue(within >= 360 && within <= 398, within + " of 400");
    }

    @Test
    void randomRowsFollowTheLaw() {
        WeightSpectrum spectrum = WeightSpectrum.of(random(200, 400, 2), 0.5);
        assertEquals(200, Arrays.stream(spectrum.eigenvalues()).sum(), 1e-8);
        // Eigenvalues repel each other: their distribution is within a few 1/n of its limit.
        assertTrue(spectrum.distance() < 0.03, "distance " + spectrum.distance());
        assertTrue(spectrum.shareAbove() <= 0.01, "above " + spectrum.shareAbove());
        assertEquals(200 / spectrum.eigenvalues()[0], spectrum.stableRank(), 1e-12);
        assertNull(spectrum.reason());
    }

    @Test
    void oneSharedDirectionStandsOutOfTheLaw() {
        float[][] rows = random(20, 400, 3);
        for (float[] row : rows) {
            for (int d = 0; d < row.length; d++) {
                row[d] += Math.cos(d);
            }
        }
        WeightSpectrum spectrum = WeightSpectrum.of(rows, 0.5);
        // Each pair correlates by 1/3 (variance of the cosine 1/2): the largest is 1 + 19/3, alone above the edge.
        assertEquals(1 + 19.0 / 3, spectrum.eigenvalues()[0], 0.5);
        assertEquals(1.0 / 20, spectrum.shareAbove());
        assertTrue(spectrum.eigenvalues()[0] > spectrum.eigenvalues()[1]);
    }

    @Test
    void moreNeuronsThanWeightsLeaveZeros() {
        WeightSpectrum spectrum = WeightSpectrum.of(random(30, 10, 4), 0.9);
        // Centred rows of ten weights span nine dimensions.
        assertEquals(21, Arrays.stream(spectrum.eigenvalues()).filter(v -> v == 0).count());
        assertNull(spectrum.hill());
        assertEquals("the 27 largest eigenvalues are equal or reach down to 0: no exponent", spectrum.reason());
        assertTrue(spectrum.distance() < 0.2, "distance " + spectrum.distance());
    }

    @Test
    void rowsThatSayNothingAreSaid() {
        assertEquals("the set has 3 neurons; a spectrum needs at least 4",
                WeightSpectrum.of(random(3, 10, 5), 0.5).reason());
        assertEquals("no neuron's weights vary", WeightSpectrum.of(new float[5][10], 0.5).reason());
        float[][] oneConstant = random(5, 50, 6);
        Arrays.fill(oneConstant[4], 2);
        WeightSpectrum spectrum = WeightSpectrum.of(oneConstant, 0.5);
        assertEquals(1, spectrum.constantRows());
        assertTrue(Arrays.stream(spectrum.eigenvalues()).anyMatch(v -> Math.abs(v - 1) < 1e-12));
    }

    private static float[][] random(int rows, int width, long seed) {
        Random random = new Random(seed);
        float[][] values = new float[rows][width];
        for (float[] row : values) {
            for (int d = 0; d < width; d++) {
                row[d] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    /**
     * 600 rows of 128 weights: their correlation has 127 eigenvalues above 0, those of the small Gram matrix of the
     * standardised columns, and 473 zeros.
     */
    @Test
    void moreNeuronsThanWeightsLeaveZerosAndTheRestIsRight() {
        for (float scale : new float[]{1, 1e-18f, 1e30f}) {
            Random random = new Random(3);
            int n = 600;
            int d = 128;
            float[][] rows = new float[n][d];
            for (float[] row : rows) {
                for (int k = 0; k < d; k++) {
                    row[k] = scale * (float) random.nextGaussian();
                }
            }
            double[][] gram = new double[d][d];
            for (float[] row : rows) {
                double mean = IntStream.range(0, d).mapToDouble(k -> row[k]).average().orElseThrow();
                double[] centred = IntStream.range(0, d).mapToDouble(k -> row[k] - mean).toArray();
                double squares = Arrays.stream(centred).map(v -> v * v).sum();
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        gram[i][j] += centred[i] * centred[j] / squares;
                    }
                }
            }
            double[] expected = SymmetricEigen.of(gram).values();

            WeightSpectrum spectrum = WeightSpectrum.of(rows, 0.1);

            for (int k = 0; k < n; k++) {
                // Sums of 600 products of single-precision numbers, in double precision
                assertEquals(k < d - 1 ? expected[d - 1 - k] : 0, spectrum.eigenvalues()[k], 1e-10);
            }
            assertEquals(n, Arrays.stream(spectrum.eigenvalues()).sum(), 1e-9);
            assertEquals(0, spectrum.constantRows());
        }
    }
}
