package io.plateau.influence.tail;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.influence.regime.HeadSizes;
import io.plateau.influence.regime.Segment;
import io.plateau.influence.uncertainty.Interval;

/** Rankings that are constant, tiny, huge, of few values or of few ranks: the right value, or a reason for none. */
class ExtremeInputTest {
    /** Rankings of float32 losses lie within 1e-45 … 3e38; double precision reaches further on either side. */
    private static final double[] SCALES = {1e-300, 1e-45, 1, 1e38, 1e300};

    /** M influences as a share of the largest, and their name. */
    static Stream<Arguments> shapes() {
        SplittableRandom random = new SplittableRandom(1);
        double[] noise = random.doubles(60).toArray();
        return Stream.of(Arguments.of("two values", shape(60, i -> i < 30 ? 1 : 0.5)),
                Arguments.of("one above the rest", shape(60, i -> i < 1 ? 1 : 1e-6)),
                Arguments.of("one below the rest", shape(60, i -> i < 59 ? 1 : 1e-6)),
                Arguments.of("all but equal", shape(60, i -> i < 30 ? 1 : Math.nextDown(1.0))),
                Arguments.of("equal within rounding", shape(60, i -> 1 - noise[(int) i] * 1e-14)),
                Arguments.of("equal to 1e-10", shape(60, i -> 1 - noise[(int) i] * 1e-10)),
                Arguments.of("equal to 1e-8", shape(60, i -> 1 - noise[(int) i] * 1e-8)),
                Arguments.of("equal to 1e-6", shape(60, i -> 1 - noise[(int) i] * 1e-6)),
                Arguments.of("equal to 1e-4", shape(60, i -> 1 - noise[(int) i] * 1e-4)),
                Arguments.of("equal to 1e-2", shape(60, i -> 1 - noise[(int) i] * 1e-2)),
                Arguments.of("a power law", shape(60, i -> 1 / (i + 1))),
                Arguments.of("exponential", shape(60, i -> Math.exp(-i))),
                Arguments.of("two ranks", shape(2, i -> 1 / (i + 1))),
                Arguments.of("three ranks", shape(3, i -> 1 / (i + 1))),
                Arguments.of("ten ranks of two values", shape(10, i -> i < 5 ? 1 : 0.1)));
    }

    private static double[] shape(int ranks, DoubleUnaryOperator of) {
        return IntStream.range(0, ranks).mapToDouble(of::applyAsDouble).toArray();
    }

    private static double[] scaled(double[] shape, double scale) {
        return Ranking.curve(Arrays.stream(shape).map(v -> v * scale).toArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void fitsAreFiniteAndDoNotDependOnTheUnit(String name, double[] shape) {
        for (Weighting weighting : Weighting.values()) {
            for (double scale : SCALES) {
                CurveFitter fitter = new CurveFitter(weighting);
                double[] y = scaled(shape, scale);
                if (y.length < LineFit.MIN_RANKS) {
                    assertTrue(fitter.fit(y).isEmpty());
                    continue;
                }
                CurveFit fit = fitter.fit(y).orElseThrow();
                CurveFit unit = fitter.fit(scaled(shape, 1)).orElseThrow();
                assertAll(name + " at " + scale,
                        () -> assertTrue(Double.isFinite(fit.line().kappa()) && Double.isFinite(fit.line().beta())),
                        () -> assertTrue(!(fit.line().rSquared() < 0) && !(fit.line().rSquared() > 1)),
                        () -> assertTrue(fit.segmented().segments().stream()
                                .allMatch(s -> Double.isFinite(s.kappa()) && Double.isFinite(s.intercept()))),
                        () -> assertTrue(Double.isFinite(fit.headExcess(20))),
                        () -> assertTrue(HeadSizes.excess(fit, 0.1) >= 0 && HeadSizes.flat(fit.segmented()) >= 0));
                // Influences below the smallest normal number lose digits, so that the curve is another.
                if (Arrays.stream(shape).min().orElseThrow() * scale >= Double.MIN_NORMAL) {
                    // Logarithms of size 700 carry a rounding error of 1e-13.
                    assertEquals(Math.log(scale), fit.line().beta() - unit.line().beta(), 1e-11, name);
                    assertEquals(unit.line().kappa(), fit.line().kappa(), 1e-11, name);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-45, 1e-38, 0.1, 1, 1e38, 1e300})
    void equalInfluencesAreAFlatLineExactly(double influence) {
        for (Weighting weighting : Weighting.values()) {
            for (int ranks : new int[]{3, 8, 60, 500}) {
                double[] y = Ranking.curve(shape(ranks, i -> influence));
                LineFit line = LineFit.of(new RankAxis(ranks, weighting), y);
                // Compared as objects: −0 is not 0, and a NaN of R² says that there is none.
                assertEquals(new LineFit(0.0, Math.log(influence), Double.NaN, 0.0, 0.0), line);
                CurveFit fit = new CurveFitter(weighting).fit(y).orElseThrow();
                assertEquals(new Segment(1, ranks, 0.0, Math.log(influence)), fit.segmented().powerLaw());
                assertEquals(0.0, fit.headExcess(20));
            }
            TailReport report = new TailAnalysis(10, 5).run(Ranking.curve(shape(60, i -> influence)),
                    SplittableRandom::new);
            assertTrue(report.fit().isEmpty());
            assertEquals("all influences are equal: they have no tail", report.reason());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void tailsAreFiniteOrSaidToBeNone(String name, double[] shape) {
        for (double scale : SCALES) {
            TailReport report = new TailAnalysis(10, 5).run(scaled(shape, scale), SplittableRandom::new);
            String at = name + " at " + scale + ": " + report;
            assertEquals(report.fit().isEmpty(), report.reason() != null, at);
            report.fit().ifPresent(tail -> assertTrue(Double.isFinite(tail.alpha()) && tail.alpha() > 1
                    && Double.isFinite(tail.standardError()) && tail.distance() >= 0 && tail.distance() <= 1, at));
            for (LikelihoodRatio ratio : report.ratios()) {
                assertTrue(Double.isFinite(ratio.first()) && !Double.isInfinite(ratio.second())
                        && Double.isFinite(ratio.ratio()) && ratio.pValue() >= 0 && ratio.pValue() <= 1, at);
                // A ratio without a spread is none, and says so.
                assertEquals(Double.isNaN(ratio.normalised()), ratio.reason() != null, at);
            }
        }
    }

    @Test
    void zeroAndNegativeZeroAreOneValueInIntervals() {
        assertEquals(new Interval(0.0, 0.0), Interval.of(Arrays.stream(new double[]{-0.0, 0.0, -0.0})).orElseThrow());
        assertEquals(new Interval(0.0, 0.0), Interval.of(Arrays.stream(new double[]{-0.0})).orElseThrow());
        assertEquals(Interval.of(Arrays.stream(new double[]{0.0, 0.0, -1, 2})),
                Interval.of(Arrays.stream(new double[]{0.0, -0.0, -1, 2})));
    }
}
