package io.plateau.routing.table2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.impact.PlateauFixture;

class MaximumImpactHeadTest {
    private static final List<Ablation> ABLATIONS = PlateauFixture.ablations(2).subList(0, 9);
    private static final int[] CONTEXTS = {0, 1, 2};

    @Test
    void choosesTheLargestChangeEitherWay() {
        double[] rare = {10, 11, 9, 6, 12, 1, 1, 1, 1};
        assertEquals(ABLATIONS.get(3), chosen(rare));
    }

    @Test
    void ofEqualImpactsTheFirstIsChosenWhicheverWayTheyGo() {
        assertEquals(ABLATIONS.get(2), chosen(new double[]{10, 10, 8, 12, 8, 1, 1, 1, 1}));
        assertEquals(ABLATIONS.get(2), chosen(new double[]{10, 10, 12, 8, 12, 1, 1, 1, 1}));
    }

    /** No change in either direction: of the impacts 0 and −0 none is the larger. */
    @Test
    void zeroAndNegativeZeroAreOneImpact() {
        assertEquals(ABLATIONS.get(1), chosen(new double[]{10, 10, 10, 10, 10, 1, 1, 1, 1}));
        assertEquals(ABLATIONS.get(1), chosen(new double[]{-10, -10, -10, -10, -10, 1, 1, 1, 1}));
    }

    @Test
    void withoutBaselineNoneIsChosen() {
        assertTrue(MaximumImpactHead.chosenOn(CONTEXTS, plateau(new double[9])).isEmpty());
    }

    private static Ablation chosen(double[] rare) {
        return MaximumImpactHead.chosenOn(CONTEXTS, plateau(rare)).orElseThrow();
    }

    /** Signed activation at rare targets by ablation, the same in every context; 1 at common ones. */
    private static PlateauActivation plateau(double[] rare) {
        var block = PlateauFixture.block(ABLATIONS, CONTEXTS, 10,
                (ablation, context, group) -> group == 0 ? Math.abs(rare[ablation]) : 1);
        double[] signed = block.signed();
        for (int i = 0; i < signed.length; i += 2) {
            signed[i] = rare[i / 6];
        }
        return PlateauActivation.join(List.of(block), true);
    }
}
