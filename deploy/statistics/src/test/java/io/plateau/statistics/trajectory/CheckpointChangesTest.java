package io.plateau.statistics.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.statistics.trajectory.CheckpointChanges.Change;

class CheckpointChangesTest {
    private static final int CONTEXTS = 40;
    private static final double LEVEL = 0.05;

    @Test
    void aPlantedChangePointIsFound() {
        // Given a level of 1 that rises to 2 at the fourth of six checkpoints
        List<Change> changes = CheckpointChanges.of(run(new double[]{1, 1, 1, 2, 2, 2}, 0.5, 3), 1, "planted");

        // Then the first three differ from the last and the last three from the first
        assertEquals(List.of(false, false, false, true, true, true),
                changes.stream().map(c -> differs(c.fromFirst())).toList());
        assertEquals(List.of(true, true, true, false, false, false),
                changes.stream().map(c -> differs(c.fromLast())).toList());
        assertEquals(1, changes.get(3).fromFirst().value(), 4 * 0.5 * Math.sqrt(2.0 / CONTEXTS));
        assertNull(changes.get(0).fromFirst().p());
        assertNull(changes.get(5).fromLast().p());
    }

    /** Holm bounds the chance of any false alarm over the checkpoints by 5 %: 200 flat runs may show 10, and 3 sigma more. */
    @Test
    void aFlatTrajectoryHasNone() {
        long alarms = IntStream.range(0, 200).filter(seed -> CheckpointChanges
                .of(run(new double[]{1, 1, 1, 1}, 0.5, seed), seed, "flat").stream()
                .anyMatch(c -> differs(c.fromFirst()))).count();

        assertTrue(alarms <= 10 + 3 * Math.sqrt(200 * 0.05 * 0.95), alarms + " of 200");
    }

    @Test
    void checkpointsAreComparedOverTheContextsOfBoth() {
        ContextValues first = new ContextValues(new int[]{1, 2, 3}, new double[]{1, 2, 3});
        ContextValues second = new ContextValues(new int[]{2, 3, 9}, new double[]{4, 6, 100});

        List<Change> changes = CheckpointChanges.of(List.of(first, second), 1, "q");

        assertEquals(2.5, changes.get(1).fromFirst().value());
        // Two differences of one sign: half of the four sums are as far
        assertEquals(0.5, changes.get(1).fromFirst().p());
        assertEquals(2, changes.get(0).value());
        assertEquals(3, changes.get(1).contexts());
        assertEquals(Math.sqrt(1.0 / 3), changes.get(0).standardError(), 1e-15);
    }

    @Test
    void withoutContextsOfBothThereIsNoTest() {
        List<Change> changes = CheckpointChanges.of(
                List.of(ContextValues.of(Map.of(1, 1.0)), ContextValues.of(Map.of(2, 2.0))), 1, "q");

        assertNull(changes.get(1).fromFirst().p());
        assertTrue(Double.isNaN(changes.get(1).fromFirst().value()));
    }

    /** The pseudo-values of a mean are the values themselves. */
    @Test
    void theJackknifeOfAMeanIsTheMean() {
        double[] values = {1, 5, 9};
        ContextValues jackknifed = ContextValues.jackknifed(new int[]{0, 1, 2}, 5, new double[]{7, 5, 3});

        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], jackknifed.values()[i], 1e-12);
        }
    }

    private static boolean differs(CheckpointChanges.Difference difference) {
        return difference.corrected() != null && difference.corrected() < LEVEL;
    }

    private static List<ContextValues> run(double[] levels, double noise, long seed) {
        Random random = new Random(seed);
        int[] contexts = IntStream.range(0, CONTEXTS).toArray();
        // What a context adds is the same at every checkpoint.
        double[] own = random.doubles(CONTEXTS).map(d -> 10 * d).toArray();
        return IntStream.range(0, levels.length).mapToObj(i -> new ContextValues(contexts, IntStream.of(contexts)
                .mapToDouble(c -> own[c] + levels[i] + noise * random.nextGaussian()).toArray())).toList();
    }
}
