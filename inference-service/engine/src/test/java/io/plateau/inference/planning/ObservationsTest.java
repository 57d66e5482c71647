package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ObservationsTest {
    @Test
    void contextsShareAlikeUntilOneRunsOut() {
        // Given contexts with 2, 10, 10 and 10 eligible positions among 12
        boolean[][] eligible = {firstOf(2), firstOf(10), firstOf(10), firstOf(10)};

        boolean[][] chosen = Observations.choose(eligible, 22, 5);

        int[] shares = Arrays.stream(chosen).mapToInt(ObservationsTest::count).toArray();
        assertEquals(2, shares[0]);
        assertEquals(22, Arrays.stream(shares).sum());
        int[] others = Arrays.copyOfRange(shares, 1, 4);
        Arrays.sort(others);
        assertArrayEquals(new int[]{6, 7, 7}, others);
        for (int c = 0; c < chosen.length; c++) {
            for (int i = 0; i < chosen[c].length; i++) {
                assertFalse(chosen[c][i] && !eligible[c][i], "a position outside the group was chosen");
            }
        }
    }

    @Test
    void whenFewerAreThereAllAreTaken() {
        boolean[][] eligible = {firstOf(3), firstOf(1)};

        boolean[][] chosen = Observations.choose(eligible, 50, 5);

        assertArrayEquals(eligible[0], chosen[0]);
        assertArrayEquals(eligible[1], chosen[1]);
    }

    @Test
    void theChoiceRepeatsWithItsSeedAndOnlyWithIt() {
        boolean[][] eligible = IntStream.range(0, 8).mapToObj(c -> firstOf(12)).toArray(boolean[][]::new);

        assertEquals(true,
                Arrays.deepEquals(Observations.choose(eligible, 30, 1), Observations.choose(eligible, 30, 1)));
        assertFalse(Arrays.deepEquals(Observations.choose(eligible, 30, 1), Observations.choose(eligible, 30, 2)));
    }

    private static boolean[] firstOf(int eligible) {
        boolean[] flags = new boolean[12];
        Arrays.fill(flags, 0, eligible, true);
        return flags;
    }

    private static int count(boolean[] flags) {
        return (int) IntStream.range(0, flags.length).filter(i -> flags[i]).count();
    }
}
