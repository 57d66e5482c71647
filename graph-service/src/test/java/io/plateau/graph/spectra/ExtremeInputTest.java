package io.plateau.graph.spectra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.graph.correlation.TiledCorrelation;

/** Rows that are constant, tiny, huge, few or dependent on each other: the right value, or a reason for none. */
class ExtremeInputTest {

    private static float[][] rows(int n, int width, float unit) {
        Random random = new Random(n);
        float[][] rows = new float[n][width];
        for (float[] row : rows) {
            for (int p = 0; p < width; p++) {
                // Sixteenths, so that a power of two times them is exact in a float.
                row[p] = unit * ((random.nextInt(64) - 32) / 16f);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {-140, -100, 1, 100, 125})
    void correlationsDoNotDependOnTheUnit(int exponent) {
        float unit = Math.scalb(1f, exponent);
        float[][] rows = rows(6, 40, unit);
        double[][] one = PearsonCorrelation.of(rows(6, 40, 1));
        double[][] correlation = PearsonCorrelation.of(rows);
        double[][] tiled = new double[6][6];
        new TiledCorrelation(rows).forEachRow((i, from, to, values, at) -> {
            for (int j = from; j < to; j++) {
                tiled[i][j] = values[at + j - from];
            }
        });
        for (int i = 0; i < 6; i++) {
            // Doubles hold what floats and their squares can be: only rounding differs.
            assertArrayEquals(one[i], correlation[i], 1e-14);
            for (int j = i + 1; j < 6; j++) {
                assertEquals(correlation[i][j], tiled[i][j]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -0f, 1e-45f, 1e-38f, 0.1f, 3e38f})
    void whatDoesNotVaryCorrelatesWithNothing(float value) {
        float[][] rows = rows(5, 30, 1);
        Arrays.fill(rows[2], value);
        if (value == 0) {
            rows[2][7] = -value;
        }
        double[][] correlation = PearsonCorrelation.of(rows);
        for (int j = 0; j < 5; j++) {
            assertEquals(j == 2 ? 1 : 0, Math.abs(correlation[2][j]));
        }
        assertEquals(1, new TiledCorrelation(rows).constant());
        WeightSpectrum spectrum = WeightSpectrum.of(rows, 0.5);
        assertEquals(1, spectrum.constantRows());
        assertEquals(5, Arrays.stream(spectrum.eigenvalues()).sum(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"20,1", "20,2", "20,3", "200,3", "200,8", "400,40", "40,41"})
    void ranksAreThoseOfTheRowsOnceCentred(int n, int width) {
        WeightSpectrum spectrum = WeightSpectrum.of(rows(n, width, 1), 0.1);
        if (width == 1) {
            assertEquals("no neuron's weights vary", spectrum.reason());
            return;
        }
        // Centring takes one dimension; rows that do not vary stand alone with an eigenvalue of 1.
        long expected = Math.min(n, Math.min(width - 1, n) + spectrum.constantRows());
        assertEquals(expected, Arrays.stream(spectrum.eigenvalues()).filter(v -> v != 0).count());
        assertEquals(n, Arrays.stream(spectrum.eigenvalues()).sum(), 1e-9 * n);
        assertTrue(spectrum.distance() >= 0 && spectrum.distance() <= 1);
        assertTrue(spectrum.stableRank() >= 1 && spectrum.stableRank() <= n);
        assertEquals(spectrum.hill() == null, spectrum.reason() != null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 300})
    void rowsThatAreOneRowHaveRankOne(int width) {
        float[][] rows = new float[300][];
        Arrays.fill(rows, rows(1, Math.max(2, width), 1)[0]);
        WeightSpectrum spectrum = WeightSpectrum.of(rows, 0.1);
        assertEquals(300, spectrum.eigenvalues()[0], 1e-9);
        assertEquals(1, Arrays.stream(spectrum.eigenvalues()).filter(v -> v != 0).count());
        assertEquals(1, spectrum.stableRank(), 1e-12);
        assertNull(spectrum.hill());
        assertNotNull(spectrum.reason());
    }

    /** By hand: for the values 4 and 2 over 1 the exponent is 2 / (ln 4 + ln 2), in any unit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-310, 1e-300, 1e-38, 1, 1e38, 1e300})
    void hillsExponentDoesNotDependOnTheUnit(double unit) {
        HillEstimator hill = HillEstimator.of(new double[]{4 * unit, 2 * unit, unit}, 2);
        assertEquals(2 / Math.log(8), hill.exponent(), 1e-12);
        assertEquals(hill.exponent() / Math.sqrt(2), hill.standardError(), 1e-15);
        assertNull(HillEstimator.of(new double[]{unit, unit, unit}, 2));
        assertNull(HillEstimator.of(new double[]{unit, unit, 0}, 2));
        assertNull(HillEstimator.of(new double[]{unit, unit, -unit}, 2));
        // 600 decades apart: 1 / ln(1e300 / 1e-310)
        assertEquals(1 / (610 * Math.log(10)), HillEstimator.of(new double[]{1e300, 1e-310}, 1).exponent(), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-17, 1e-12, 1e-6, 0.5, 1 - 1e-15, 1, 1 + 1e-15, 2, 1e6, 1e17, 1e300})
    void theLawIsADistributionAtEveryRatio(double ratio) {
        MarchenkoPastur law = new MarchenkoPastur(ratio);
        double[] at = IntStream.rangeClosed(0, 40)
                .mapToDouble(i -> law.lowerEdge() + (law.upperEdge() - law.lowerEdge()) * i / 40).toArray();
        assertEquals(0, law.cumulative(-1));
        assertEquals(1, law.cumulative(2 * law.upperEdge()), 1e-15);
        for (double x : at) {
            double share = law.cumulative(x);
            assertTrue(share >= 0 && share <= 1, ratio + " at " + x + ": " + share);
            assertTrue(law.density(x) >= 0 && Double.isFinite(law.density(x)), ratio + " at " + x);
        }
        double distance = law.distance(at);
        assertTrue(distance >= 0 && distance <= 1, ratio + ": " + distance);
    }

    /** As γ goes to 0 the law becomes Wigner's semicircle about 1 of radius 2√γ; terms of the next order are of size √γ. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-5, 1e-6, 1e-7, 1e-8, 1e-9})
    void smallRatiosTendToTheSemicircle(double ratio) {
        MarchenkoPastur law = new MarchenkoPastur(ratio);
        for (double s : new double[]{-0.9, -0.5, 0, 0.5, 0.9}) {
            double semicircle = 0.5 + (s * Math.sqrt(1 - s * s) + Math.asin(s)) / Math.PI;
            assertEquals(semicircle, law.cumulative(1 + 2 * Math.sqrt(ratio) * s), 2 * Math.sqrt(ratio),
                    ratio + " at " + s);
        }
    }
}
