package io.plateau.influence.plateau;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.Segment;
import io.plateau.influence.regime.SegmentedFit;
import io.plateau.influence.uncertainty.BootstrapResult;
import io.plateau.influence.uncertainty.Replicate;

class PlateauTest {
    private static final double DELTA = 0.5;
    private static final int ALL = 1_000;

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
        BootstrapResult flatReplicates = new BootstrapResult(1_000, replicates(1_000), new int[0], Optional.empty(),
                List.of());
        BootstrapResult sure = new BootstrapResult(1_000, replicates(0), new int[]{0, 0, 0}, Optional.empty(),
                List.of());

        assertEquals(HeadRule.NONE, Plateau.of(flat(), flatReplicates, DELTA, ALL, true, PlateauRule.EXCESS).rule());
        assertEquals(HeadRule.FLAT, Plateau.of(flat(), flatReplicates, DELTA, ALL, true, PlateauRule.TOP_K).rule());
        assertEquals(HeadRule.NONE, Plateau.of(lifted(1, 1, 1), sure, DELTA, ALL, true, PlateauRule.FLAT).rule());
    }

    @Test
    void withoutABootstrapThereIsNoPlateau() {
        assertEquals(Plateau.none(),
                Plateau.of(lifted(1, 1, 1), BootstrapResult.none(), DELTA, ALL, true, PlateauRule.AUTO));
        assertEquals(Plateau.none(), Plateau.of(flat(), BootstrapResult.none(), DELTA, ALL, true, PlateauRule.AUTO));
    }

    @Test
    void ranksThatAreNotToldFromNoiseAreNoPlateau() {
        BootstrapResult sure = new BootstrapResult(1_000, replicates(1_000), new int[]{0, 0, 0}, Optional.empty(),
                List.of());

        assertEquals(HeadRule.EXCESS, Plateau.of(lifted(1, 1, 1), sure, DELTA, 3, true, PlateauRule.AUTO).rule());
        assertEquals(HeadRule.NONE, Plateau.of(lifted(1, 1, 1), sure, DELTA, 2, true, PlateauRule.AUTO).rule());
        assertEquals(HeadRule.NONE, Plateau.of(lifted(1, 1, 1), sure, DELTA, 3, false, PlateauRule.AUTO).rule());
        assertEquals(HeadRule.FLAT, Plateau.of(flat(), sure, DELTA, 20, true, PlateauRule.AUTO).rule());
        assertEquals(HeadRule.NONE, Plateau.of(flat(), sure, DELTA, 19, true, PlateauRule.AUTO).rule());
        assertEquals("empty: the top 20 ranks include some that cannot be distinguished from noise; 19 can",
                PlateauStatement.of(Plateau.none(), flat(), sure, DELTA, 19, PlateauRule.AUTO));
    }

    @Test
    void anotherFitsSizeIsByTheRuleThatApplies() {
        assertEquals(3, Plateau.none().size(lifted(1, 1, 1), 1));
        assertEquals(20, Plateau.none().size(flat(), DELTA));
        assertEquals(0, new Plateau(HeadRule.EXCESS, 3, 3, 0).size(flat(), DELTA));
        assertEquals(0, new Plateau(HeadRule.FLAT, 20, 0, 20).size(lifted(1, 1, 1), DELTA));
    }

    private static Plateau plateau(CurveFit fit, List<Replicate> replicates, int... notAbove) {
        return Plateau.of(fit, new BootstrapResult(1_000, replicates, notAbove, Optional.empty(), List.of()), DELTA,
                ALL, true, PlateauRule.AUTO);
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
