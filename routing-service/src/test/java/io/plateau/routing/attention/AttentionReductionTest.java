package io.plateau.routing.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.plateau.routing.concentration.Concentration;

class AttentionReductionTest {

    @Test
    void averagesOverRowsOfAllContextsAndTestsOverHeadsAndContexts() {
        // Given two contexts with 2 and 4 rare rows, 1 and 1 common row, two heads; Gini sums by hand
        AttentionReduction reduction = new AttentionReduction();
        reduction.add(7, 0, sums(new double[]{2, 1}, 0.6, 1.0, 0.2, 0.5));
        reduction.add(7, 3, sums(new double[]{4, 1}, 1.2, 1.4, 0.4, 0.1));

        AttentionSummary summary = reduction.summarise();

        // Then heads average over rows: (0.6 + 1.2) / 6, (1.0 + 1.4) / 6; (0.2 + 0.4) / 2, (0.5 + 0.1) / 2
        assertEquals(0.3, summary.heads().get(0).giniRare().value(), 1e-15);
        assertEquals(0.4, summary.heads().get(1).giniRare().value(), 1e-15);
        assertEquals(0.3, summary.heads().get(0).giniCommon().value(), 1e-15);
        assertEquals(0.35, summary.giniRare().mean(), 1e-15);
        assertEquals(0.1 / Math.sqrt(2), summary.giniRare().standardDeviation(), 1e-15);
        // over heads: differences 0 and 0.1
        assertEquals(0.05, summary.giniOverHeads().spread().mean(), 1e-15);
        // over contexts: 1.6/4 − 0.7/2 = 0.05 and 2.6/8 − 0.5/2 = 0.075; t = mean / (sd / √2) = 0.0625 / 0.0125
        assertEquals(0.0625, summary.giniOverContexts().spread().mean(), 1e-15);
        assertEquals(5, summary.giniOverContexts().t(), 1e-9);
        // per head: 0.6/2 − 0.2/1 = 0.1 and 1.2/4 − 0.4/1 = −0.1; 1.0/2 − 0.5 = 0 and 1.4/4 − 0.1 = 0.25
        assertEquals(0, summary.heads().get(0).giniOverContexts().spread().mean(), 1e-15);
        assertEquals(0.125, summary.heads().get(1).giniOverContexts().spread().mean(), 1e-15);
        assertEquals(2, summary.heads().get(1).giniOverContexts().spread().count());
    }

    @Test
    void groupsThatAttendAlikeAreSimilarAndEquallyConcentrated() {
        // Given 60 contexts whose rows do not depend on the group
        AttentionSummary summary = summaryOf(new SplittableRandom(11), 1.5, 1.5);

        // Then neither test finds a difference
        assertTrue(summary.giniOverContexts().twoSided() > 0.05, summary.toString());
        assertTrue(summary.giniOverHeads().twoSided() > 0.05, summary.toString());
        assertEquals(4, summary.similarity().count());
    }

    @Test
    void sharperRareRowsAreFound() {
        AttentionSummary summary = summaryOf(new SplittableRandom(11), 1.8, 1.5);

        assertTrue(summary.giniRare().mean() > summary.giniCommon().mean() + 0.03, summary.toString());
        assertTrue(summary.giniOverContexts().twoSided() < 1e-6, summary.toString());
        assertTrue(summary.giniOverHeads().twoSided() < 0.01, summary.toString());
    }

    @Test
    void aContextInSeveralBlocksCountsAsOne() {
        // Given two layers of three contexts, whole, and cut into three blocks of which the second is empty
        int[] positions = {5, 9, 20, 33, 34};
        byte[] groups = {0, 1, 1, 0, 1};
        int[] ends = {2, 2, 5};
        AttentionReduction whole = new AttentionReduction();
        AttentionReduction cut = new AttentionReduction();
        SplittableRandom random = new SplittableRandom(3);
        for (int context = 0; context < 3; context++) {
            for (int layer = 4; layer < 6; layer++) {
                float[] weights = new float[(int) AttentionRows.rowLength(positions)];
                for (int p = 0, at = 0; p < positions.length; p++) {
                    at = RandomAttention.row(random, 1 + groups[p], weights, at, positions[p]);
                }
                whole.add(layer, context, sums(positions, groups, weights));
                int from = 0;
                for (int end : ends) {
                    int[] some = Arrays.copyOfRange(positions, from, end);
                    int first = (int) AttentionRows.rowLength(Arrays.copyOf(positions, from));
                    cut.add(layer, some.length == 0 ? null : context,
                            sums(some, Arrays.copyOfRange(groups, from, end), Arrays.copyOfRange(weights, first,
                                    first + (int) AttentionRows.rowLength(some))));
                    from = end;
                }
            }
        }

        AttentionSummary expected = whole.summarise();
        AttentionSummary found = cut.summarise();

        // Then they differ by the rounding of sums alone
        assertEquals(3, found.giniOverContexts().spread().count());
        assertEquals(expected.giniOverContexts().t(), found.giniOverContexts().t(), 1e-9);
        assertEquals(expected.similarity().mean(), found.similarity().mean(), 1e-12);
        for (int head = 0; head < expected.heads().size(); head++) {
            HeadAttention one = expected.heads().get(head);
            HeadAttention other = found.heads().get(head);
            assertEquals(one.giniRare().value(), other.giniRare().value(), 1e-12);
            assertEquals(one.giniCommon().value(), other.giniCommon().value(), 1e-12);
            assertEquals(3, other.giniOverContexts().spread().count());
            assertEquals(one.giniOverContexts().spread().mean(), other.giniOverContexts().spread().mean(), 1e-12);
        }
    }

    private static AttentionSums sums(int[] positions, byte[] groups, float[] weights) {
        return AttentionSums.of(new AttentionRows(1, positions, groups, weights), 8, Concentration.GINI);
    }

    @Test
    void aMissingGroupIsSaid() {
        AttentionReduction reduction = new AttentionReduction();
        reduction.add(0, 0, sums(new double[]{2, 0}, 0.6, 1.0, 0, 0));
        reduction.add(0, null, sums(new double[]{0, 0}, 0, 0, 0, 0));

        AttentionSummary summary = reduction.summarise();

        assertEquals("no common target position has an attention row", summary.heads().get(0).giniCommon().reason());
        assertNull(summary.giniCommon().mean());
        assertTrue(summary.giniOverContexts().reason().startsWith("0 contexts to compare"));
    }

    private static AttentionSums sums(double[] rows, double... gini) {
        int offsets = 3;
        return new AttentionSums(2, offsets, rows, rows, gini, new double[2 * offsets], new double[4 * offsets]);
    }

    private static AttentionSummary summaryOf(SplittableRandom random, double rareSharpness, double commonSharpness) {
        AttentionReduction reduction = new AttentionReduction();
        int[] positions = {5, 9, 20, 33, 34, 50, 62, 63};
        byte[] groups = {0, 1, 1, 0, 1, 0, 0, 1};
        int heads = 2;
        for (int context = 0; context < 60; context++) {
            for (int layer = 4; layer < 6; layer++) {
                float[] weights = new float[(int) (heads * AttentionRows.rowLength(positions))];
                int at = 0;
                for (int head = 0; head < heads; head++) {
                    for (int p = 0; p < positions.length; p++) {
                        double sharpness = groups[p] == 0 ? rareSharpness : commonSharpness;
                        at = RandomAttention.row(random, sharpness, weights, at, positions[p]);
                    }
                }
                AttentionRows rows = new AttentionRows(heads, positions, groups, weights);
                reduction.add(layer, context, AttentionSums.of(rows, 64, Concentration.GINI));
            }
        }
        return reduction.summarise();
    }
}
