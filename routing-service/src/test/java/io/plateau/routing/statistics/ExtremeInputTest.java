package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.routing.concentration.Concentration;
import io.plateau.routing.concentration.GiniCoefficient;
import io.plateau.routing.profile.OffsetProfile;
import io.plateau.routing.profile.ProfileSimilarity;
import io.plateau.statistics.significance.Correction;

/** Values that are constant, tiny, huge or few: what is right in another unit, or a reason. */
class ExtremeInputTest {
    /** Statistics without a unit, and those with one relative to it, are the same but for rounding of a few terms. */
    private static final double TOLERANCE = 1e-12;
    private static final double[] X = {1.5, 2.25, 0.5, 3, 1.75, 2};
    private static final double[] Y = {4, 5, 2, 6.5, 4.25, 3};

    private static double[] times(double unit, double... values) {
        return Arrays.stream(values).map(v -> v * unit).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-160, 1e-45, 1e-38, 1, 1e38, 1e160, 1e300})
    void pairedTestsDoNotDependOnTheUnit(double unit) {
        PairedTest one = PairedTest.of("context", X);
        PairedTest test = PairedTest.of("context", times(unit, X));

        assertEquals(one.t(), test.t(), TOLERANCE * one.t());
        assertEquals(one.twoSided(), test.twoSided(), TOLERANCE);
        assertEquals(one.cohensD(), test.cohensD(), TOLERANCE);
        assertEquals(one.spread().mean(), test.spread().mean() / unit, TOLERANCE);
        assertEquals(one.spread().standardDeviation(), test.spread().standardDeviation() / unit, TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e300, -1e-300, -0.0, 0, 4.9e-324, 1e-300, 1, 1e300})
    void equalDifferencesHaveNoTest(double value) {
        PairedTest test = PairedTest.of("context", new double[]{value, value, value});
        assertFalse(test.isDefined());
        assertTrue(test.reason().contains("without spread there is no t-test"), test.reason());
        assertEquals(value, test.spread().mean(), Math.ulp(value));
        assertEquals(0, test.spread().standardDeviation());
        assertFalse(PairedTest.of("context", new double[]{value}).isDefined());
        assertFalse(PairedTest.of("context", new double[0]).isDefined());
        assertFalse(PairedTest.of("context", new double[]{0.0, -0.0, 0.0}).isDefined());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-160, 1e-45, 1, 1e38, 1e160, 1e300})
    void ratiosOfMeansDoNotDependOnTheUnit(double unit) {
        RatioOfMeans one = RatioOfMeans.of(X, Y).orElseThrow();
        RatioOfMeans both = RatioOfMeans.of(times(unit, X), times(unit, Y)).orElseThrow();
        RatioOfMeans upper = RatioOfMeans.of(times(unit, X), Y).orElseThrow();

        assertEquals(one.value(), both.value(), TOLERANCE);
        assertEquals(one.low(), both.low(), TOLERANCE);
        assertEquals(one.high(), both.high(), TOLERANCE);
        assertEquals(one.low(), upper.low() / unit, TOLERANCE);
        assertEquals(one.high(), upper.high() / unit, TOLERANCE);
    }

    @Test
    void ratiosOfFewOrConstantPairs() {
        assertTrue(RatioOfMeans.of(new double[]{1, 2}, new double[]{0, 0}).isEmpty());
        // Pairs that are all alike have a ratio without uncertainty.
        assertEquals(new RatioOfMeans(0.5, 0.5, 0.5),
                RatioOfMeans.of(new double[]{1, 1}, new double[]{2, 2}).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-160, 1e-45, 1, 1e160, 1e300})
    void similaritiesDoNotDependOnTheUnit(double unit) {
        double one = ProfileSimilarity.of(profile(X), profile(Y)).value();
        assertEquals(one, ProfileSimilarity.of(profile(times(unit, X)), profile(Y)).value(), TOLERANCE);
        assertEquals(one, ProfileSimilarity.of(profile(times(unit, X)), profile(times(unit, Y))).value(), TOLERANCE);
        assertFalse(ProfileSimilarity.of(profile(times(unit, 1, 1, 1)), profile(times(unit, 1, 2, 3))).isDefined());
        assertFalse(ProfileSimilarity.of(profile(times(unit, 1, 2)), profile(times(unit, 1, 2))).isDefined());
        double whole = ProfileSimilarity.of(profile(times(unit, X)), profile(times(unit, X))).value();
        assertTrue(whole <= 1 && whole > 1 - TOLERANCE, "" + whole);
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-45f, 1e-38f, 1e-20f, 1, 1e20f, 3e37f})
    void concentrationDoesNotDependOnTheUnit(float unit) {
        GiniCoefficient gini = new GiniCoefficient();
        assertEquals(0, gini.of(new float[]{unit, unit, unit}, 0, 3), TOLERANCE);
        assertEquals(0, gini.of(new float[]{unit}, 0, 1));
        // One of three keys has all the weight: (n − 1) / n. Of 1, 1 and 2: 2 · (1 + 2 + 6) / (3 · 4) − 4 / 3.
        assertEquals(2.0 / 3, gini.of(new float[]{0, unit, -0f}, 0, 3), TOLERANCE);
        assertEquals(1.0 / 6, gini.of(new float[]{unit, 2 * unit, unit}, 0, 3), TOLERANCE);
        assertEquals(1, new GiniCoefficient(Concentration.GINI_ADJUSTED).of(new float[]{0, unit}, 0, 2), TOLERANCE);
    }

    /** As objects, since −0 and 0 are different ones. */
    @Test
    void zeroAndNegativeZeroAreOneValueInCorrections() {
        List<Double> zeros = List.of(0.0, 0.0, 0.5);
        List<Double> negative = List.of(0.0, -0.0, 0.5);
        assertEquals(Correction.bonferroni(zeros), Correction.bonferroni(negative));
        assertEquals(Correction.benjaminiHochberg(zeros), Correction.benjaminiHochberg(negative));
        assertEquals(Correction.holm(zeros), Correction.holm(negative));
    }

    private static OffsetProfile profile(double[] means) {
        double[] rows = new double[means.length];
        Arrays.fill(rows, 1);
        OffsetProfile profile = new OffsetProfile(means.length);
        profile.add(means, 0, rows, 0);
        return profile;
    }
}
