package io.plateau.routing.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.plateau.routing.concentration.Concentration;
import io.plateau.routing.concentration.NaiveGini;

class AttentionSumsTest {

    @Test
    void sumsOfAHandMadeBlock() {
        // Given two heads; positions 0 (rare), 2 (common), 3 (neither)
        AttentionRows rows = new AttentionRows(2, new int[]{0, 2, 3}, new byte[]{0, 1, 2},
                new float[]{1, /**/ 0.5f, 0.25f, 0.25f, /**/ 0, 0, 0, 1, //
                        1, /**/ 0, 0, 1, /**/ 0.25f, 0.25f, 0.25f, 0.25f});

        AttentionSums sums = AttentionSums.of(rows, 2, Concentration.GINI);

        assertArrayEquals(new double[]{1, 1}, sums.rows());
        // A row of one key: 0. (½, ¼, ¼): pairs differ by 4·¼/9 on average, over twice the mean ⅓: 1/6. (0, 0, 1): 2/3.
        assertArrayEquals(new double[]{0, 0, 1.0 / 6, 2.0 / 3}, sums.gini(), 1e-15);
        assertArrayEquals(new double[]{1, 0, 1, 1}, sums.profileRows());
        assertArrayEquals(new double[]{1, 0, 1, 0, 0.25, 0.25, 1, 0}, sums.profile());
    }

    @Test
    void anAdjustedCoefficientLeavesRowsOfOneKeyOut() {
        AttentionRows rows = new AttentionRows(1, new int[]{0, 1}, new byte[]{0, 0}, new float[]{1, /**/ 0, 1});

        AttentionSums adjusted = AttentionSums.of(rows, 2, Concentration.GINI_ADJUSTED);

        assertArrayEquals(new double[]{2, 0}, adjusted.rows());
        assertArrayEquals(new double[]{1, 0}, adjusted.giniRows());
        assertArrayEquals(new double[]{1, 0}, adjusted.gini());
        assertArrayEquals(new double[]{2, 0}, AttentionSums.of(rows, 2, Concentration.GINI).giniRows());
    }

    @Test
    void throughAWindowTheCoefficientAndTheOffsetsAreOfTheKeysSeen() {
        // Given one head with a window of two keys; positions 0 and 3 (rare), 2 (common)
        AttentionRows rows = new AttentionRows(1, new int[]{0, 2, 3}, new byte[]{0, 1, 0},
                new float[]{1, /**/ 0.5f, 0.5f, /**/ 0, 1}, 2);

        AttentionSums sums = AttentionSums.of(rows, 3, Concentration.GINI);

        // (0, 1): half of its two keys hold everything, 1/2; equal weights: 0.
        assertArrayEquals(new double[]{0.5, 0}, sums.gini(), 1e-15);
        assertArrayEquals(new double[]{2, 1, 0, 1, 1, 0}, sums.profileRows());
        assertArrayEquals(new double[]{2, 0, 0, 0.5, 0.5, 0}, sums.profile());
        assertArrayEquals(new double[]{1, 1},
                AttentionSums.of(rows, 3, Concentration.GINI_ADJUSTED).giniRows());
    }

    @Test
    void agreesWithAPlainSecondImplementation() {
        // Given a random block
        SplittableRandom random = new SplittableRandom(5);
        int heads = 3;
        int[] positions = {0, 1, 4, 9, 40, 63, 64, 90};
        byte[] groups = {0, 1, 0, 1, 1, 0, 2, 1};
        float[] weights = RandomAttention.rows(random, heads, positions);
        int offsets = 50;

        AttentionSums sums = AttentionSums.of(new AttentionRows(heads, positions, groups, weights), offsets,
                Concentration.GINI);

        // Then it equals sums taken key by key in the opposite order of loops
        for (int group = 0; group < 2; group++) {
            for (int head = 0; head < heads; head++) {
                double gini = 0;
                double[] profile = new double[offsets];
                int from = head * (int) AttentionRows.rowLength(positions);
                for (int p = 0; p < positions.length; p++) {
                    for (int key = 0; groups[p] == group && key <= positions[p]; key++) {
                        if (positions[p] - key < offsets) {
                            profile[positions[p] - key] += weights[from + key];
                        }
                    }
                    gini += groups[p] == group ? NaiveGini.of(weights, from, positions[p] + 1) : 0;
                    from += positions[p] + 1;
                }
                // Sums of at most 100 doubles near 1.
                assertEquals(gini, sums.gini()[group * heads + head], 1e-13);
                for (int offset = 0; offset < offsets; offset++) {
                    assertEquals(profile[offset], sums.profile()[(group * heads + head) * offsets + offset], 1e-13);
                }
            }
        }
    }
}
