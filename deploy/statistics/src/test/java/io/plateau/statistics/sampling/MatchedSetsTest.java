package io.plateau.statistics.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.statistics.random.SplitMix64;

class MatchedSetsTest {
    /** Decile of item i is i / 10. */
    private static final double[] HUNDRED = IntStream.range(0, 100).mapToDouble(i -> i).toArray();

    @Test
    void aSetHasTheDecilesOfTheOther() {
        MatchedSets sets = new MatchedSets(HUNDRED, new int[]{3, 4, 95, 96, 97, 50});

        for (int i = 0; i < 200; i++) {
            int[] drawn = sets.draw(SplitMix64.of(1, "test", i));
            int[] deciles = Arrays.stream(drawn).map(item -> item / 10).toArray();
            assertArrayEquals(new int[]{0, 0, 5, 9, 9, 9}, deciles);
            assertEquals(6, Arrays.stream(drawn).distinct().count());
        }
    }

    /** The set's own too: it is then one of the sets that could have been drawn. */
    @Test
    void everyItemOfADecileIsDrawnEquallyOften() {
        int[] counts = new int[100];
        MatchedSets sets = new MatchedSets(HUNDRED, new int[]{91, 92});
        int draws = 14_000;
        for (int i = 0; i < draws; i++) {
            Arrays.stream(sets.draw(SplitMix64.of(2, "test", i))).forEach(item -> counts[item]++);
        }
        for (int item = 90; item < 100; item++) {
            // 2 of 10 each; five standard deviations of a binomial count
            double expected = draws * 0.2;
            assertEquals(expected, counts[item], 5 * Math.sqrt(expected * 0.8));
        }
        assertEquals(2 * draws, Arrays.stream(counts).sum());
    }

    @Test
    void aDecileThatTheSetHasWholeIsDrawnWhole() {
        int[] lowest = IntStream.range(0, 10).toArray();

        assertArrayEquals(lowest, new MatchedSets(HUNDRED, lowest).draw(SplitMix64.of(3, "test", 0)));
    }

    /** Of 20 items each decile has two. */
    @Test
    void equalValuesAreSplitByTheirNumber() {
        double[] same = new double[20];

        for (int i = 0; i < 50; i++) {
            int[] drawn = new MatchedSets(same, new int[]{0, 2}).draw(SplitMix64.of(5, "test", i));
            assertArrayEquals(new int[]{0, 1}, new int[]{drawn[0] / 2, drawn[1] / 2});
        }
    }

    /** The rank of a set that was drawn like its controls is uniform, also where it fills most of a decile. */
    @Test
    void theRankOfARandomSetAmongItsMatchedSetsIsUniform() {
        int controls = 19;
        int trials = 2_000;
        int[] ranks = new int[controls + 1];
        for (int trial = 0; trial < trials; trial++) {
            SplitMix64 random = SplitMix64.of(6, "test", trial);
            double[] effect = IntStream.range(0, 100).mapToDouble(item -> item + 20 * random.nextDouble()).toArray();
            int[] top = IntStream.range(90, 100).toArray();
            random.choose(top, 7);
            int[] set = Arrays.copyOf(top, 7);
            MatchedSets sets = new MatchedSets(HUNDRED, set);
            double own = Arrays.stream(set).mapToDouble(item -> effect[item]).sum();
            int rank = 0;
            double ties = 1;
            for (int c = 0; c < controls; c++) {
                double other = Arrays.stream(sets.draw(random)).mapToDouble(item -> effect[item]).sum();
                rank += other > own + 1e-9 ? 1 : 0;
                ties += Math.abs(other - own) <= 1e-9 ? 1 : 0;
            }
            // Equal sets share their ranks at random.
            ranks[rank + random.nextInt((int) ties)]++;
        }
        double expected = (double) trials / ranks.length;
        double chiSquared = Arrays.stream(ranks).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
        // 99.9th percentile for 19 degrees of freedom
        assertTrue(chiSquared < 43.8, () -> chiSquared + ": " + Arrays.toString(ranks));
    }
}
