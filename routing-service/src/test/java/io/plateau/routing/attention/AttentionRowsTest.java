package io.plateau.routing.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;

class AttentionRowsTest {
    private static final int[] POSITIONS = {0, 1};
    private static final byte[] GROUPS = {0, 1};

    @Test
    void acceptsRoundingOfTheSoftmax() {
        assertEquals(1, new AttentionRows(1, POSITIONS, GROUPS, new float[]{1, 0.5004f, 0.5f}).heads());
    }

    @Test
    void refusesWithTheReason() {
        refused("layer's rows too few", "need 3", 1, POSITIONS, GROUPS, 1, 1);
        refused("row does not sum to 1", "head 0, position 1 sums to 1.1", 1, POSITIONS, GROUPS, 1, 0.5f, 0.6f);
        refused("negative weight", "head 0, position 1, key 0 is -0.5", 1, POSITIONS, GROUPS, 1, -0.5f, 1.5f);
        refused("not a number", "key 0 is NaN", 1, POSITIONS, GROUPS, Float.NaN, 0.5f, 0.5f);
        refused("positions not ascending", "must ascend", 1, new int[]{1, 1}, GROUPS, 1, 1, 1, 1);
        refused("negative position", "must ascend", 1, new int[]{-1, 1}, GROUPS, 1, 1);
        refused("unknown group", "group 3 of position 1 is unknown", 1, POSITIONS, new byte[]{0, 3}, 1, 0.5f, 0.5f);
        refused("groups missing", "one group per position", 1, POSITIONS, new byte[]{0}, 1, 0.5f, 0.5f);
        refused("no heads", "0 heads", 0, POSITIONS, GROUPS);
    }

    @Test
    void aWindowShortensRows() {
        int[] positions = {0, 1, 4};
        byte[] groups = {0, 1, 0};
        float[] weights = {1, /**/ 0.5f, 0.5f, /**/ 0.25f, 0.75f};

        AttentionRows rows = new AttentionRows(1, positions, groups, weights, 2);

        assertEquals(2, rows.keys(2));
        assertEquals(8, AttentionRows.rowLength(positions));
        assertEquals(5, AttentionRows.rowLength(positions, 2));
        assertEquals(
                "the attention block holds 5 weights; 1 heads and 3 positions t with at most 3 weights each need 6",
                assertThrows(UnprocessableException.class, () -> new AttentionRows(1, positions, groups, weights, 3))
                        .getMessage());
        assertTrue(assertThrows(UnprocessableException.class,
                () -> new AttentionRows(1, positions, groups, new float[]{1, 0.5f, 0.5f, 0, 0.5f}, 2)).getMessage()
                .startsWith("the attention row of head 0, position 4 sums to 0.5"));
        assertThrows(UnprocessableException.class, () -> new AttentionRows(1, positions, groups, weights, 0));
    }

    private static void refused(String what, String reason, int heads, int[] positions, byte[] groups,
            float... weights) {
        UnprocessableException refusal = assertThrows(UnprocessableException.class,
                () -> new AttentionRows(heads, positions, groups, weights), what);
        assertTrue(refusal.getMessage().contains(reason), what + ": " + refusal.getMessage());
    }
}
