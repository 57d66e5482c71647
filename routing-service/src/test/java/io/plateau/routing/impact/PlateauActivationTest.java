package io.plateau.routing.impact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.routing.impact.Ablation.Kind;
import io.plateau.statistics.tokens.TokenGroup;

class PlateauActivationTest {
    private static final Ablation BASELINE = new Ablation(Kind.BASELINE, -1, -1);
    private static final Ablation HEAD = new Ablation(Kind.HEAD, 2, 1);
    private static final int[] BOTH = {0, 1};

    /** A over contexts 5 and 9 at rare targets: 2 and 5 without ablation, 1 and 6 with; 10 and 30 positions. */
    private static final PlateauFixture.Truth TRUTH = (ablation, context, group) -> group == 1
            ? context
            : ablation == 0 ? (context == 5 ? 2 : 5) : (context == 5 ? 1 : 6);

    @Test
    void weighsContextsByTheirPositions() {
        PlateauActivation plateau = PlateauActivation.join(List.of(block(9, 30, 8), block(5, 10, 0)), false);

        // (10·2 + 30·5) / 40 = 4.25; change (10·(−1) + 30·1) / 40 = 0.5
        assertEquals(4.25, plateau.baseline(TokenGroup.RARE, BOTH).value(), 1e-15);
        assertEquals(100 * 0.5 / 4.25, plateau.changePercent(HEAD, TokenGroup.RARE, BOTH).value(), 1e-12);
        assertEquals(0.5 / 4.25, plateau.impact(HEAD, TokenGroup.RARE, BOTH).value(), 1e-14);
        assertEquals(-50, plateau.changePercent(HEAD, TokenGroup.RARE, new int[]{0}).value(), 1e-12);
        assertEquals(0.5, plateau.impact(HEAD, TokenGroup.RARE, new int[]{0}).value(), 1e-14);
        assertArrayEquals(BOTH, plateau.contextsWith(TokenGroup.RARE));
        assertArrayEquals(new int[]{1}, plateau.contextsWith(TokenGroup.RARE, TokenGroup.COMMON));
    }

    @Test
    void selectivityIsOfTheContextsThatHaveBothGroups() {
        PlateauActivation plateau = PlateauActivation.join(List.of(block(9, 30, 8), block(5, 10, 0)), false);

        // Context 9 alone: from 5 to 6 at rare targets, nothing at common ones
        assertArrayEquals(new int[]{9}, plateau.selectivityByContext().contexts());
        assertArrayEquals(new double[]{20}, plateau.selectivityByContext().values(), 1e-12);
        assertEquals(0, PlateauActivation.join(List.of(block(5, 10, 0)), false).selectivityByContext().values().length);
    }

    @Test
    void averagesOverNeuronsAndKeepsTheSign() {
        // Given A = 2, K = 1, G = 2, M = 2
        HeadAblationBlock block = HeadAblationBlock.of(List.of(BASELINE, HEAD), new int[]{0}, new int[]{7, 3},
                new int[]{4, 4}, new float[]{1, 3, 2, 2, 0, 1, 5, 6}, new float[]{-1, -3, 2, -2, 0, -1, 5, 6});

        assertArrayEquals(new double[]{2, 2, 0.5, 5.5}, block.absolute());
        PlateauActivation signed = PlateauActivation.join(List.of(block), true);
        // From −2 to −0.5: the activation rises, by 75 % of |A|
        assertEquals(75, signed.changePercent(HEAD, TokenGroup.RARE, new int[]{0}).value(), 1e-12);
        assertTrue(signed.baseline(TokenGroup.COMMON, new int[]{0}).reason().contains("0 without ablation"));
    }

    @Test
    void saysWhyThereIsNoBaseline() {
        PlateauActivation plateau = PlateauActivation.join(List.of(block(5, 10, 0)), false);

        assertFalse(plateau.impact(HEAD, TokenGroup.COMMON, new int[]{0}).isDefined());
        assertEquals("no context has common target positions",
                plateau.impact(HEAD, TokenGroup.COMMON, new int[]{0}).reason());
    }

    @Test
    void refusesBlocksThatContradictEachOtherOrThemselves() {
        HeadAblationBlock other = PlateauFixture.block(List.of(BASELINE, new Ablation(Kind.HEAD, 2, 0)), new int[]{6},
                1,
                TRUTH);
        refused("differ in their targets", () -> PlateauActivation.join(List.of(block(5, 1, 1), other), false));
        refused("context 5 is in two blocks",
                () -> PlateauActivation.join(List.of(block(5, 1, 1), block(5, 1, 1)), false));
        refused("must be the baseline", () -> of(List.of(HEAD, BASELINE), 1, 1));
        refused("ablates no head", () -> of(List.of(BASELINE), 1, 1));
        refused("names an ablation target twice", () -> of(List.of(BASELINE, HEAD, HEAD), 1, 1));
        refused("never negative", () -> of(List.of(BASELINE, HEAD), -1, 1));
        refused("counts -3 positions", () -> of(List.of(BASELINE, HEAD), 1, -3));
    }

    @Test
    void aPlateauWithoutNeuronsHasNoActivationAndSaysSo() {
        HeadAblationBlock empty = HeadAblationBlock.of(List.of(BASELINE, HEAD), new int[]{0, 1}, new int[0],
                new int[]{3, 2, 1, 4}, new float[0], new float[0]);

        PlateauActivation plateau = PlateauActivation.join(List.of(empty), false);

        String reason = "the plateau has no neurons: none has an influence on rare tokens";
        assertEquals(reason, plateau.baseline(TokenGroup.RARE, new int[]{0, 1}).reason());
        assertEquals(reason, plateau.impact(HEAD, TokenGroup.RARE, new int[]{0, 1}).reason());
    }

    private static HeadAblationBlock block(int context, int rare, int common) {
        return PlateauFixture.block(List.of(BASELINE, HEAD), new int[]{context}, new int[]{rare, common}, TRUTH);
    }

    private static void of(List<Ablation> ablations, double activation, int count) {
        PlateauFixture.block(ablations, new int[1], count, (a, c, g) -> activation);
    }

    private static void refused(String reason, org.junit.jupiter.api.function.Executable what) {
        String message = assertThrows(UnprocessableException.class, what).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
