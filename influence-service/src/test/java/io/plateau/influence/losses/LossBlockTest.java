package io.plateau.influence.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;

class LossBlockTest {
    @Test
    void sumsPerContextAndGroupAndLeavesTheRestOut() {
        // Given five positions of two contexts, N = 2; the fourth position belongs to neither group
        int[] context = {7, 7, 3, 7, 7};
        byte[] group = {0, 1, 0, 2, 0};
        float[] delta = {1f, -2f, 0.5f, 0.25f, -4f, 0f, 100f, 100f, -3f, 1f};

        // When they are summed
        LossBlock block = LossBlock.sum(context, group, new float[]{1, 2, 4, 8, 16}, delta, 2);

        // Then contexts ascend and cells are (context, group, neuron); values by hand
        assertArrayEquals(new int[]{3, 7}, block.contexts());
        assertArrayEquals(new int[]{1, 0, 2, 1}, block.counts());
        assertArrayEquals(new double[]{-4, 0, 0, 0, -2, -1, 0.5, 0.25}, block.delta());
        assertArrayEquals(new double[]{4, 0, 0, 0, 4, 3, 0.5, 0.25}, block.absolute());
        assertArrayEquals(new double[]{0, 0, 0, 0, 1, 1, 1, 1}, block.positive());
        assertArrayEquals(new double[]{4, 0, 17, 2}, block.baseline());
    }

    @Test
    void aBlockWithoutPositionsIsEmpty() {
        LossBlock block = LossBlock.sum(new int[0], new byte[0], new float[0], new float[0], 3);

        assertEquals(0, block.contexts().length);
        assertEquals(3, block.neurons());
    }

    @Test
    void refusesArraysThatDoNotFitAndUnknownGroups() {
        assertRefused("2 context indices, 1 groups", new int[2], new byte[1], new float[2], 1);
        assertRefused("3 loss changes of 2 neurons", new int[2], new byte[2], new float[3], 2);
        assertRefused("position 1 of a block has group 3", new int[2], new byte[]{0, 3}, new float[2], 1);
        assertRefused("group -1", new int[1], new byte[]{-1}, new float[1], 1);
    }

    private static void assertRefused(String part, int[] context, byte[] group, float[] delta, int neurons) {
        String message = assertThrows(UnprocessableException.class,
                () -> LossBlock.sum(context, group, new float[context.length], delta, neurons)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
