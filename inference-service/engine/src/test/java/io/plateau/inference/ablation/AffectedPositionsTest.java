package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.inference.ablation.AffectedPositions.Entries;
import io.plateau.inference.ablation.AffectedPositions.Place;

class AffectedPositionsTest {
    private static final int NEURONS = 5;

    /** Values of few sizes, so that many are equal, and zeros; blocks in whatever order, and some at once. */
    @ParameterizedTest
    @CsvSource({"1, 4, 40", "8, 5, 40", "8, 2, 3", "3, 1, 1", "4, 1, 0"})
    void whatBlocksLeaveIsWhatSortingAllFinds(int most, int blocks, int positions) {
        Random random = new Random(31L * most + positions);
        float[][] change = new float[blocks][positions * NEURONS];
        float[][] activation = new float[blocks][positions * NEURONS];
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < change[b].length; i++) {
                change[b][i] = (random.nextInt(9) - 4) / 4f;
                activation[b][i] = random.nextFloat();
            }
        }

        List<Integer> order = new ArrayList<>(IntStream.range(0, blocks).boxed().toList());
        Collections.shuffle(order, random);
        Map<Integer, Entries> left = new HashMap<>();
        for (int i = 0; i < blocks; i++) {
            // The one before is done at the same time: it is not known yet.
            AffectedPositions before = new AffectedPositions(NEURONS, most);
            order.subList(0, Math.max(0, i - 1)).forEach(b -> before.offer(b, left.get(b)));
            before.offer(order.get(i), change[order.get(i)], activation[order.get(i)]);
            left.put(order.get(i), before.entries(order.get(i)));
        }
        AffectedPositions found = new AffectedPositions(NEURONS, most);
        left.forEach(found::offer);

        for (int n = 0; n < NEURONS; n++) {
            for (boolean raised : new boolean[]{true, false}) {
                List<Place> all = new ArrayList<>();
                for (int b = 0; b < blocks; b++) {
                    for (int p = 0; p < positions; p++) {
                        float value = change[b][p * NEURONS + n];
                        if (raised ? value > 0 : value < 0) {
                            all.add(new Place(b, p, value, activation[b][p * NEURONS + n]));
                        }
                    }
                }
                // Stable: of equal changes the earlier block and row stay in front.
                all.sort(Comparator.comparingDouble(place -> -Math.abs(place.change())));
                assertEquals(all.stream().limit(most).toList(), Arrays.asList(found.of(n, raised)));
            }
        }
    }

    @Test
    void laterBlocksLeaveLittle() {
        Random random = new Random(5);
        AffectedPositions all = new AffectedPositions(NEURONS, 2);
        int[] left = new int[64];
        for (int b = 0; b < left.length; b++) {
            float[] change = new float[100 * NEURONS];
            for (int i = 0; i < change.length; i++) {
                change[i] = (float) random.nextGaussian();
            }
            all.offer(b, change, change);
            left[b] = all.entries(b).neuron().length;
        }
        assertEquals(NEURONS * 2 * 2, left[0]);
        // Of the 32 later blocks each has the largest of all so far with a probability of 1 in 33 to 64.
        assertTrue(Arrays.stream(left, 32, 64).sum() < 2 * left[0], Arrays.toString(left));
    }
}
