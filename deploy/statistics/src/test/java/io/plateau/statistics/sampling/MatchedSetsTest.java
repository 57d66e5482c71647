package io.plateau.statistics.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.statistics.random.SplitMix64;

class MatchedSetsTest {
    /** Decile of item i is i / 10. */
    private static final double[] HUNDRED = IntStream.range(0, 100).mapToDouble(i -> i).toArray();

    @Test
    void aSetHasTheDecilesOfTheOther() {
        int[] set = {3, 4, 95, 96, 97, 50};
        MatchedSets sets = new MatchedSets(HUNDRED, set, set);

        for (int i = 0; i < 200; i++) {
            int[] drawn = sets.draw(SplitMix64.of(1, "test", i));
            int[] deciles = Arrays.stream(drawn).map(item -> item / 10).toArray();
            assertArrayEquals(new int[]{0, 0, 5, 9, 9, 9}, deciles);
            assertEquals(6, Arrays.stream(drawn).distinct().count());
            assertTrue(Arrays.stream(drawn).noneMatch(item -> Arrays.stream(set).anyMatch(s -> s == item)));
        }
    }

    @Test
    void everyItemThatIsNotExcludedIsDrawnEquallyOften() {
        int[] counts = new int[100];
        MatchedSets sets = new MatchedSets(HUNDRED, new int[]{91, 92}, new int[]{90, 91, 92});
        int draws = 14_000;
        for (int i = 0; i < draws; i++) {
            Arrays.stream(sets.draw(SplitMix64.of(2, "test", i))).forEach(item -> counts[item]++);
        }
        for (int item = 93; item < 100; item++) {
            // 2 of 7 each; five standard deviations of a binomial count
            double expected = draws * 2 / 7.0;
            assertEquals(expected, counts[item], 5 * Math.sqrt(expected * 5 / 7));
        }
        assertEquals(2 * draws, Arrays.stream(counts).sum());
    }

    @Test
    void aDecileThatIsUsedUpIsFilledFromItsNeighbours() {
        int[] lowest = IntStream.range(0, 8).toArray();

        int[] drawn = new MatchedSets(HUNDRED, lowest, lowest).draw(SplitMix64.of(3, "test", 0));

        Set<Integer> items = new TreeSet<>(Arrays.stream(drawn).boxed().toList());
        assertTrue(items.containsAll(Set.of(8, 9)) && items.size() == 8
                && items.stream().allMatch(item -> item >= 8 && item < 20), items::toString);
    }

    @Test
    void tooFewItemsAreSaid() {
        int[] most = IntStream.range(0, 60).toArray();
        MatchedSets sets = new MatchedSets(HUNDRED, most, most);

        assertFalse(sets.arePossible());
        assertThrows(IllegalStateException.class, () -> sets.draw(SplitMix64.of(4, "test", 0)));
    }

    @Test
    void equalValuesAreSplitByTheirNumber() {
        double[] same = new double[20];

        assertArrayEquals(new int[]{1, 3}, new MatchedSets(same, new int[]{0, 2}, new int[]{0, 2}).draw(
                SplitMix64.of(5, "test", 0)));
    }
}
