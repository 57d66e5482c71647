package io.plateau.influence.regime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;
import io.plateau.influence.powerlaw.Weighting;

class BreakpointSearchTest {
    /** Suffix sums and a 2 × 2 system against a QR solver: values of order 10, hinges that are nearly parallel. */
    private static final double ROUNDING = 1e-7;

    @ParameterizedTest
    @CsvSource({"INVERSE_RANK,70,1", "INVERSE_RANK,41,2", "UNWEIGHTED,70,3", "INVERSE_RANK,12,4", "UNWEIGHTED,300,5"})
    void agreesWithTheNaiveTwin(Weighting weighting, int ranks, long seed) {
        // Given a descending curve with two kinks and noise
        Random random = new Random(seed);
        double[] y = IntStream.rangeClosed(1, ranks)
                .mapToDouble(r -> curve(r, 6, ranks * 0.7) + 0.2 * random.nextGaussian()).sorted().toArray();
        reverse(y);
        RankAxis axis = new RankAxis(ranks, weighting);

        // When it is searched
        SegmentedFit fit = new BreakpointSearch(axis).fit(LineFit.of(axis, y), y);

        // Then criterion, breakpoints and pieces are those of the twin
        NaiveSegmentedFit best = null;
        for (int k = 0; k <= 2; k++) {
            NaiveSegmentedFit twin = NaiveSegmentedFit.best(axis, y, k);
            if (twin == null) {
                assertEquals(Double.POSITIVE_INFINITY, fit.bic()[k]);
            } else {
                assertEquals(twin.bic, fit.bic()[k], ROUNDING);
                best = best == null || twin.bic < best.bic ? twin : best;
            }
        }
        assertArrayEquals(best.breakpoints, IntStream.range(0, fit.breakpoints()).map(fit::breakpoint).toArray());
        double slope = best.coefficients[1];
        double intercept = best.coefficients[0];
        for (int k = 0; k < fit.segments().size(); k++) {
            assertEquals(-slope, fit.segments().get(k).kappa(), ROUNDING);
            assertEquals(intercept, fit.segments().get(k).intercept(), ROUNDING);
            if (k < best.breakpoints.length) {
                slope += best.coefficients[2 + k];
                intercept -= best.coefficients[2 + k] * Math.log(best.breakpoints[k]);
            }
        }
    }

    @Test
    void threeRegimesAreFoundWhereTheyArePlanted() {
        // Given kinks on two ranks of the grid, without noise
        int[] grid = BreakpointSearch.grid(768);
        int first = grid[20];
        int second = grid[50];

        SegmentedFit fit = fit(768, r -> curve(r, first, second));

        assertEquals(first, fit.breakpoint(0));
        assertEquals(second, fit.breakpoint(1));
        assertEquals(1.2, fit.powerLaw().kappa(), ROUNDING);
        assertEquals(first + 1, fit.powerLaw().firstRank());
    }

    @Test
    void oneLineIsOneLine() {
        SegmentedFit fit = fit(768, r -> -4 - 1.84 * Math.log(r));

        assertEquals(0, fit.breakpoints());
        assertEquals(1.84, fit.powerLaw().kappa(), ROUNDING);
        assertEquals(0, fit(100, r -> -4).breakpoints());
    }

    @Test
    void aCliffIsNotThePowerLaw() {
        // Given a head lifted above the law, and a law that drops to a floor
        SegmentedFit lifted = fit(768, r -> -4 - Math.log(r) + (r <= 20 ? 1.5 : 0));
        SegmentedFit floor = fit(768, r -> -4 - Math.log(r) - (r > 300 ? 3 : 0));

        // Then the law is the piece behind the head, and the piece before the floor. A jump cannot be
        // continuous: the exponent is only about right.
        assertEquals(768, lifted.powerLaw().lastRank());
        assertEquals(1, lifted.powerLaw().kappa(), 0.1);
        assertEquals(1, floor.powerLaw().firstRank());
        assertEquals(1, floor.powerLaw().kappa(), 0.1);
    }

    @Test
    void ofTwoPiecesTheFirstIsAHeadWithinATenthOfTheRanks() {
        int[] grid = BreakpointSearch.grid(768);

        SegmentedFit head = fit(768, r -> curve(r, grid[15], 1e9));
        SegmentedFit decay = fit(768, r -> curve(r, 1, grid[50]));

        assertEquals(1.2, head.powerLaw().kappa(), ROUNDING);
        assertEquals(1.2, decay.powerLaw().kappa(), ROUNDING);
        assertEquals(1, decay.powerLaw().firstRank());
    }

    @Test
    void tooFewRanksHaveNoBreakpoint() {
        assertEquals(0, BreakpointSearch.grid(7).length);
        SegmentedFit fit = fit(5, r -> -r);
        assertEquals(0, fit.breakpoints());
        assertTrue(Arrays.stream(fit.bic()).skip(1).allMatch(Double::isInfinite));
    }

    /** Slopes 0.2, 1.2 and 4 of ln influence on ln rank, continuous at the two kinks. */
    private static double curve(double rank, double first, double second) {
        double x = Math.log(rank);
        return -4 - 0.2 * x - 1.0 * Math.max(0, x - Math.log(first)) - 2.8 * Math.max(0, x - Math.log(second));
    }

    private static SegmentedFit fit(int ranks, java.util.function.IntToDoubleFunction lnInfluence) {
        double[] y = IntStream.rangeClosed(1, ranks).mapToDouble(lnInfluence).toArray();
        RankAxis axis = new RankAxis(ranks, Weighting.INVERSE_RANK);
        return new BreakpointSearch(axis).fit(LineFit.of(axis, y), y);
    }

    private static void reverse(double[] values) {
        for (int i = 0, j = values.length - 1; i < j; i++, j--) {
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}
