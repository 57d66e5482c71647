package io.plateau.influence.effects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

class EffectSumsTest {
    private static final int NEURONS = 3;
    private static final int[][] BLOCKS = {{0, 1, 2}, {3}, {3}, {4, 5}, {7, 17}};

    /** Sums of single positions, kept apart, give the same means and errors as the blocks. */
    @Test
    void meansAndErrorsAreThoseOfTheContextsTakenOneByOne() {
        Random random = new Random(1);
        EffectSums sums = new EffectSums(NEURONS);
        Map<Integer, List<double[]>> rareByContext = new TreeMap<>();
        for (int[] contexts : BLOCKS) {
            int[] counts = new int[2 * contexts.length];
            float[] values = new float[contexts.length * 2 * EffectBlock.PARTS * NEURONS];
            for (int k = 0; k < contexts.length; k++) {
                counts[2 * k] = contexts[k] == 5 ? 0 : 1 + random.nextInt(4);
                counts[2 * k + 1] = 2;
                for (int position = 0; position < counts[2 * k]; position++) {
                    double[] row = new double[EffectBlock.PARTS * NEURONS];
                    for (int i = 0; i < row.length; i++) {
                        // Eighths are added without rounding.
                        row[i] = (random.nextInt(33) - 16) / 8.0;
                        values[2 * k * row.length + i] += (float) row[i];
                    }
                    rareByContext.computeIfAbsent(contexts[k], c -> new ArrayList<>()).add(row);
                }
            }
            sums.add(new EffectBlock(contexts, counts, values, NEURONS));
        }

        GroupEffects rare = sums.group(TokenGroup.RARE);

        assertEquals(7, rare.contexts());
        assertEquals(rareByContext.values().stream().mapToInt(List::size).sum(), rare.positions());
        for (int n = 0; n < NEURONS; n++) {
            int neuron = n;
            check(rare, Effect.TOTAL, n, rareByContext, row -> row[neuron]);
            check(rare, Effect.DIRECT, n, rareByContext, row -> row[NEURONS + neuron]);
            check(rare, Effect.NORM_MEDIATED, n, rareByContext, row -> row[neuron] - row[NEURONS + neuron]);
            check(rare, Effect.FREQUENCY_MEDIATED, n, rareByContext, row -> row[neuron] - row[2 * NEURONS + neuron]);
            check(rare, Effect.ENTROPY, n, rareByContext, row -> row[3 * NEURONS + neuron]);
            check(rare, Effect.UNIGRAM_KL, n, rareByContext, row -> row[4 * NEURONS + neuron]);
            // Contexts 7 and 17 are of one part; of that of context 5 the group has no position
            assertEquals(Stream.of(7, 17).flatMap(c -> rareByContext.get(c).stream())
                    .mapToDouble(row -> row[neuron] - row[NEURONS + neuron]).average().orElseThrow(),
                    rare.partMean()[7][Effect.NORM_MEDIATED.ordinal()][n], 1e-12);
            assertNull(rare.partMean()[5]);
        }
    }

    private interface Value {
        double of(double[] row);
    }

    private static void check(GroupEffects found, Effect effect, int neuron, Map<Integer, List<double[]>> contexts,
            Value value) {
        double[] all = contexts.values().stream().flatMap(List::stream).mapToDouble(value::of).toArray();
        double mean = StatUtils.mean(all);
        double squares = contexts.values().stream()
                .mapToDouble(rows -> rows.stream().mapToDouble(row -> value.of(row) - mean).sum()).map(r -> r * r)
                .sum();
        double error = Math.sqrt(squares * contexts.size() / (contexts.size() - 1)) / all.length;
        assertEquals(mean, found.mean(effect, neuron), 1e-12);
        assertEquals(error, found.standardError(effect, neuron), 1e-12);
    }

    @Test
    void oneContextHasNoError() {
        EffectSums sums = new EffectSums(1);
        sums.add(new EffectBlock(new int[]{2}, new int[]{1, 0}, new float[2 * EffectBlock.PARTS], 1));

        assertTrue(Double.isNaN(sums.group(TokenGroup.RARE).standardError(Effect.TOTAL, 0)));
        assertEquals(0, sums.group(TokenGroup.COMMON).positions());
    }

    @Test
    void blocksOfOtherWidthsAreRefused() {
        EffectSums sums = new EffectSums(2);
        assertThrows(UnprocessableException.class,
                () -> sums.add(new EffectBlock(new int[0], new int[0], new float[0], 3)));
    }
}
