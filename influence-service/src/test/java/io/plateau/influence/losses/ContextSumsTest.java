package io.plateau.influence.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

class ContextSumsTest {
    @Test
    void reducesBlocksToTheSumsOverAllTheirPositions() {
        // Given 60 positions of 5 contexts, cut anywhere into three blocks, so that contexts span blocks
        Random random = new Random(11);
        int neurons = 4;
        int[] context = new int[60];
        byte[] group = new byte[60];
        float[] delta = new float[60 * neurons];
        for (int p = 0; p < 60; p++) {
            context[p] = p / 12;
            group[p] = (byte) random.nextInt(3);
        }
        for (int i = 0; i < delta.length; i++) {
            // Multiples of 1/8: sums in double are exact in any order.
            delta[i] = (random.nextInt(41) - 20) / 8f;
        }
        ContextSums sums = new ContextSums(neurons);
        int[] cuts = {0, 7, 31, 60};
        for (int b = 0; b < 3; b++) {
            sums.add(LossBlock.sum(java.util.Arrays.copyOfRange(context, cuts[b], cuts[b + 1]),
                    java.util.Arrays.copyOfRange(group, cuts[b], cuts[b + 1]),
                    new float[cuts[b + 1] - cuts[b]],
                    java.util.Arrays.copyOfRange(delta, cuts[b] * neurons, cuts[b + 1] * neurons), neurons));
        }

        // When a group is read
        GroupSums common = sums.group(TokenGroup.COMMON);

        // Then every cell is the plain sum over positions
        for (int c = 0; c < 5; c++) {
            int count = 0;
            double[] plain = new double[neurons];
            double[] absolute = new double[neurons];
            for (int p = 0; p < 60; p++) {
                if (context[p] == c && group[p] == 1) {
                    count++;
                    for (int n = 0; n < neurons; n++) {
                        plain[n] += delta[p * neurons + n];
                        absolute[n] += Math.abs(delta[p * neurons + n]);
                    }
                }
            }
            assertEquals(count, common.counts()[c]);
            assertArrayEquals(plain, java.util.Arrays.copyOfRange(common.delta(), c * neurons, (c + 1) * neurons));
            assertArrayEquals(absolute,
                    java.util.Arrays.copyOfRange(common.absolute(), c * neurons, (c + 1) * neurons));
        }
    }

    @Test
    void refusesABlockWithAnotherNumberOfNeurons() {
        ContextSums sums = new ContextSums(4);

        UnprocessableException refusal = assertThrows(UnprocessableException.class,
                () -> sums.add(LossBlock.sum(new int[1], new byte[1], new float[1], new float[5], 5)));

        assertEquals("a block of loss changes has 5 neurons where the experiment's other blocks have 4",
                refusal.getMessage());
    }
}
