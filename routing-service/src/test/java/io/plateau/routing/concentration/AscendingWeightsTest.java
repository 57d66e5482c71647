package io.plateau.routing.concentration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

/** Against the library's sort. */
class AscendingWeightsTest {
    private final AscendingWeights ascending = new AscendingWeights();

    @Test
    void sortsRowsOfEveryShapeAndLength() {
        check(u -> Math.exp(20 * u - 20), "spread over many octaves");
        check(u -> u, "uniform");
        check(u -> 1 + u / 100, "crowded into one bucket");
        check(u -> u < 0.5 ? 0 : Math.round(8 * u), "ties and zeros");
        check(u -> u < 0.5 ? Float.MIN_VALUE : Float.MAX_VALUE * u, "the ends of the range");
        check(u -> u < 0.9 ? 1e-9 : 0.5 + u, "one crowd and a few");
    }

    @Test
    void takesANegativeZeroForZeroAndRefusesWhatIsNegative() {
        assertArrayEquals(new float[]{0, 0, 1}, Arrays.copyOf(ascending.of(new float[]{0, 1, -0f}, 0, 3), 3));
        assertThrows(IllegalArgumentException.class, () -> ascending.of(new float[]{1, -Float.MIN_VALUE}, 0, 2));
    }

    private void check(DoubleUnaryOperator shape, String name) {
        SplittableRandom random = new SplittableRandom(7);
        for (int keys : new int[]{1, 2, 3, 32, 33, 128, 255, 257, 2_000, 5}) {
            float[] row = new float[keys + 3];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) shape.applyAsDouble(random.nextDouble());
            }
            float[] expected = Arrays.copyOfRange(row, 2, 2 + keys);
            Arrays.sort(expected);

            assertArrayEquals(expected, Arrays.copyOf(ascending.of(row, 2, keys), keys), name + ", " + keys + " keys");
        }
    }
}
