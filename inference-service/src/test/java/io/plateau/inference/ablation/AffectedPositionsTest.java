package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffectedPositionsTest {
    private static final int NEURONS = 5;

    /** Values of few sizes, so that many are equal, and zeros. */
    @ParameterizedTest
    @CsvSource({"1, 40", "8, 40", "8, 3", "3, 1", "4, 0"})
    void theyAreThoseThatSortingFinds(int most, int positions) {
        Random random = new Random(31L * most + positions);
        float[] change = new float[positions * NEURONS];
        float[] activation = new float[change.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = (random.nextInt(9) - 4) / 4f;
            activation[i] = random.nextFloat();
        }

        AffectedPositions found = AffectedPositions.of(change, activation, NEURONS, most);

        for (int n = 0; n < NEURONS; n++) {
            for (boolean raised : new boolean[]{true, false}) {
                int neuron = n;
                int sign = raised ? 1 : -1;
                Comparator<Integer> largest = Comparator.comparingDouble(p -> -sign * change[p * NEURONS + neuron]);
                List<Integer> expected = IntStream.range(0, positions).boxed()
                        .filter(p -> sign * change[p * NEURONS + neuron] > 0).sorted(largest).limit(most).toList();
                for (int i = 0; i < most; i++) {
                    int at = found.first(n, raised) + i;
                    boolean there = i < expected.size();
                    assertEquals(there ? expected.get(i) : -1, found.position()[at]);
                    assertArrayEquals(there
                            ? new float[]{change[expected.get(i) * NEURONS + n],
                                    activation[expected.get(i) * NEURONS + n]}
                            : new float[2], new float[]{found.change()[at], found.activation()[at]});
                }
            }
        }
    }
}
