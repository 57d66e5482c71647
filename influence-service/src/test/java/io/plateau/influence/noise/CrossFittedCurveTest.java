package io.plateau.influence.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.InfluenceDefinition;

class CrossFittedCurveTest {

    @Test
    void isRankedByOneHalfAndMeasuredOnTheOther() {
        // Given halves {0, 1} and {2}: means −3, 1, 2 (one position each) and 4, 3, −5 (two positions)
        GroupSums group = new GroupSums(3, new int[]{1, 1, 2}, new double[]{-2, 1, 3, -4, 1, 1, 8, 6, -10},
                new double[9],
                new double[3]);

        double[] curve = CrossFittedCurve.of(means(group), new boolean[]{true, true, false}, c -> true);

        // By the first half: −4, −5, 3 (neurons 0, 2, 1); by the second: neurons 2, 0, 1 measured −2, −3, 1
        assertArrayEquals(new double[]{(-4 - 2) / 2.0, (-5 - 3) / 2.0, (3 + 1) / 2.0}, curve, 1e-12);
    }

    @Test
    void neuronsOfEqualInfluenceMakeAFlatCurveHoweverNoisy() {
        // Given 200 neurons of influence 1 whose means have an error of 0.4: the ranking itself spreads from 2 to 0
        SplittableRandom random = new SplittableRandom(3);
        int neurons = 200;
        int contexts = 40;
        double[] delta = new double[contexts * neurons];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = 1 + 0.4 * Math.sqrt(contexts) * random.nextGaussian();
        }
        int[] counts = new int[contexts];
        Arrays.fill(counts, 1);
        ContextMeans means = means(
                new GroupSums(neurons, counts, delta, new double[delta.length], new double[neurons]));
        Dealing dealing = Dealing.of(contexts, java.util.stream.IntStream.range(0, contexts).toArray(),
                new SplittableRandom(4));

        double[] curve = CrossFittedCurve.of(means, dealing.firstHalf(), c -> true);

        // The mean of 50 ranks, both ways, has a standard error of 0.4 · √2 / √100 = 0.057; four of them
        assertEquals(1, Arrays.stream(curve, 0, 50).average().orElseThrow(), 0.23);
        assertTrue(Arrays.stream(means.of(c -> 1)).sorted().skip(150).average().orElseThrow() > 1.4);
    }

    @Test
    void contextsAreDealtEvenly() {
        Dealing dealing = Dealing.of(25, new int[]{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24},
                new SplittableRandom(1));

        int[] sizes = new int[10];
        for (int c = 0; c < 25; c++) {
            assertEquals(c % 2 == 0, dealing.group()[c] >= 0);
            if (c % 2 == 0) {
                sizes[dealing.group()[c]]++;
            }
        }
        Arrays.sort(sizes);
        assertArrayEquals(new int[]{1, 1, 1, 1, 1, 1, 1, 2, 2, 2}, sizes);
    }

    private static ContextMeans means(GroupSums group) {
        return new ContextMeans(group, InfluenceDefinition.ABS_OF_MEAN);
    }
}
