package io.plateau.influence.plateau;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.Segment;
import io.plateau.influence.regime.SegmentedFit;
import io.plateau.influence.uncertainty.BootstrapResult;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.influence.uncertainty.Replicate;

class PlateauTest {
    private static final double DELTA = 0.5;

    @Test
    void excessNeedsALowerBoundAboveZero() {
        // Given means of 1, 1, 1 over 1 … 3 ranks, and 1,000 replicates
        CurveFit fit = lifted(1, 1, 1);

        // Then the largest k counts whose mean is at or below 0 in fewer than 25 of them
        assertEquals(new Plateau(HeadRule.EXCESS, 3, 3, 0), plateau(fit, replicates(0), 0, 0, 24));
        assertEquals(new Plateau(HeadRule.EXCESS, 2, 2, 0), plateau(fit, replicates(0), 0, 24, 25));
        assertEquals(new Plateau(HeadRule.NONE, 0, 0, 0), plateau(fit, replicates(0), 25, 25, 1_000));
    }

    @Test
    void aSmallerHeadMustMeetTheMeanTooWhenTheLargerOneFailsItsBound() {
        // Given means of 0.4, 0.7, 0.8: rank 1 alone is no plateau
        CurveFit fit = lifted(0.4, 1, 1);

        assertEquals(0, plateau(fit, replicates(0), 0, 30, 30).size());
    }

    @Test
    void flatNeedsAFlatHeadIn95PercentOfTheReplicates() {
        CurveFit fit = flat();

        assertEquals(new Plateau(HeadRule.FLAT, 20, 0, 20), plateau(fit, replicates(950)));
        assertEquals(new Plateau(HeadRule.NONE, 0, 0, 0), plateau(fit, replicates(949)));
    }

    @Test
    void onlyTheAskedRuleApplies() {
        BootstrapResult flatReplicates = new BootstrapResult(1_000, replicates(1_000), new int[0], Optional.empty());
        BootstrapResult sure = new BootstrapResult(1_000, replicates(0), new int[]{0, 0, 0}, Optional.empty());

        assertEquals(HeadRule.NONE, Plateau.of(flat(), flatReplicates, DELTA, "excess").rule());
        assertEquals(HeadRule.FLAT, Plateau.of(flat(), flatReplicates, DELTA, "top-k").rule());
        assertEquals(HeadRule.NONE, Plateau.of(lifted(1, 1, 1), sure, DELTA, "flat").rule());
    }

    @Test
    void withoutABootstrapThereIsNoPlateau() {
        assertEquals(Plateau.none(), Plateau.of(lifted(1, 1, 1), BootstrapResult.none(), DELTA, "auto"));
        assertEquals(Plateau.none(), Plateau.of(flat(), BootstrapResult.none(), DELTA, "auto"));
    }

    @Test
    void theSizeIntervalIsOfTheRuleThatApplies() {
        List<Replicate> replicates = List.of(replicate(4, 20), replicate(0, 30));
        BootstrapResult bootstrap = new BootstrapResult(2, replicates, new int[0], Optional.empty());

        // Percentiles of two values by linear interpolation lie at 2.5 and 97.5 % between them.
        assertInterval(0.1, 3.9, new Plateau(HeadRule.EXCESS, 3, 3, 0).sizeInterval(bootstrap).get());
        assertInterval(20.25, 29.75, new Plateau(HeadRule.FLAT, 20, 0, 20).sizeInterval(bootstrap).get());
        assertInterval(4.65, 29.35, Plateau.none().sizeInterval(bootstrap).get());
    }

    private static void assertInterval(double low, double high, Interval interval) {
        assertEquals(low, interval.low(), 1e-12);
        assertEquals(high, interval.high(), 1e-12);
    }

    private static Plateau plateau(CurveFit fit, List<Replicate> replicates, int... notAbove) {
        return Plateau.of(fit, new BootstrapResult(1_000, replicates, notAbove, Optional.empty()), DELTA, "auto");
    }

    /** A law of ln influence 0 whose first ranks lie above it. */
    private static CurveFit lifted(double... excess) {
        double[] y = Arrays.copyOf(excess, 40);
        Arrays.fill(y, excess.length, 40, -9);
        return new CurveFit(new RankAxis(40, Weighting.INVERSE_RANK), y, new LineFit(0, 0, 1, 0, 0),
                new SegmentedFit(List.of(new Segment(1, 40, 0, 0)), new double[3]));
    }

    private static CurveFit flat() {
        double[] y = new double[300];
        for (int rank = 21; rank <= 300; rank++) {
            y[rank - 1] = 3 - Math.log(rank);
        }
        return new CurveFit(new RankAxis(300, Weighting.INVERSE_RANK), y, new LineFit(0, 0, 1, 0, 0),
                new SegmentedFit(
                        List.of(new Segment(1, 20, 0, 0), new Segment(21, 270, 1, 3), new Segment(271, 300, 3, 5)),
                        new double[3]));
    }

    private static List<Replicate> replicates(int flat) {
        List<Replicate> replicates = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            replicates.add(replicate(0, i < flat ? 20 : 0));
        }
        return replicates;
    }

    private static Replicate replicate(int excess, int flat) {
        return new Replicate(1, 1, 1, 2, 20, 90, excess, flat);
    }
}
