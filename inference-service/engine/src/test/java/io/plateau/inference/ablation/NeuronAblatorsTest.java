package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/** The naive tier in float64 is the oracle of the other two. */
class NeuronAblatorsTest {
    /** Inputs of all tiers are the same float32 residuals: what is left is float32 arithmetic on terms of order 1. */
    private static final double CLOSED_FORM = 1e-6;
    private static final Workers WORKERS = new Workers(2);
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
    private static final Map<String, Given> GIVEN = new HashMap<>();

    /** A block with what the oracle says of it. */
    private record Given(Transformer model, AblationBlock block, LossChanges oracle) {
        static Given of(String name) {
            return of(GoldenCase.named(name));
        }

        static Given of(GoldenCase golden) {
            GoldenBlock given = GoldenBlock.of(golden, MANAGER);
            return new Given(given.model(), given.block(), new ResidualDelta(given.model()).ablate(given.block()));
        }
    }

    private Transformer model;
    private AblationBlock block;
    private LossChanges oracle;

    @AfterAll
    static void close() {
        WORKERS.close();
        MANAGER.close();
    }

    @BeforeEach
    void neox() {
        given("gpt-neox");
    }

    private void given(String name) {
        Given given = GIVEN.computeIfAbsent(name, Given::of);
        model = given.model();
        block = given.block();
        oracle = given.oracle();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2"})
    void closedFormIsTheOracle(String name) {
        given(name);

        LossChanges found = new ClosedForm(directions(Long.MAX_VALUE), WORKERS).ablate(block);

        assertTrue(rms(oracle.delta()) > 1e-2, "the oracle must have something to find");
        assertEquals(0, largestDifference(found), CLOSED_FORM);
        assertNull(found.sampledError());
    }

    /** The bounds are those of the published table for the bundled model, with a factor for the rougher random one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void momentsAreWithinTheirErrorOfTheOracle(int order) {
        double bound = order == 2 ? 3e-2 : 3e-3;

        LossChanges found = moments(directions(Long.MAX_VALUE), order, 0.05).ablate(block);

        assertTrue(largestDifference(found) / rms(oracle.delta()) < bound, "error " + largestDifference(found));
        assertTrue(found.shareClosedForm() > 0 && found.shareClosedForm() < 1, "share " + found.shareClosedForm());
        assertTrue(found.sampledError() > 0 && found.sampledError() < bound, "sampled " + found.sampledError());
    }

    @Test
    void thirdOrderIsCloserThanSecond() {
        LossChanges second = moments(directions(Long.MAX_VALUE), 2, 0.05).ablate(block);
        LossChanges third = moments(directions(Long.MAX_VALUE), 3, 0.05).ablate(block);

        assertTrue(largestDifference(third) < 0.2 * largestDifference(second));
    }

    @Test
    void aGuardOfZeroSendsEveryPairToTheClosedForm() {
        LossChanges closed = new ClosedForm(directions(Long.MAX_VALUE), WORKERS).ablate(block);

        LossChanges found = moments(directions(Long.MAX_VALUE), 3, 0).ablate(block);

        assertEquals(1, found.shareClosedForm());
        assertArrayEquals(closed.delta(), found.delta());
    }

    /** Two ways to the same: what differs is rounding, of exp(d) with gathered rows, of d itself with streamed ones. */
    @Test
    void streamedPairsAreTheGatheredOnes() {
        NeuronDirections directions = directions(0);
        int[] neurons = IntStream.range(0, model.neurons()).toArray();
        try (NDManager scratch = MANAGER.newSubManager()) {
            LogitChanges changes = LogitChanges.of(scratch, directions, block.rows(scratch, 0, 20));
            directions.forEachTile(1, tile -> {
                int[] pairs = IntStream.range(0, 20).flatMap(p -> Arrays.stream(neurons)
                        .filter(n -> n >= tile.from() && n < tile.to()).map(n -> p * model.neurons() + n)).toArray();
                double[] gathered = new GatheredPairLosses(scratch, changes).of(tile, pairs);
                double[] streamed = new StreamedPairLosses(changes).of(tile, pairs);
                assertArrayEquals(gathered, streamed, CLOSED_FORM);
            });
        }
    }

    /** The closed form for every pair, so that precision is all that differs from the oracle. */
    @Test
    void momentsInDoublePrecisionAreCloserToTheOracle() {
        LossChanges single = moments(directions(Long.MAX_VALUE), 3, 0).ablate(block);
        LossChanges twice = moments(new NeuronDirections(MANAGER, model, 0, DataType.FLOAT64), 3, 0).ablate(block);

        double most = 0;
        for (int i = 0; i < oracle.delta().length; i++) {
            // What is left is the rounding of the result to float32
            most = Math.max(most, Math.abs(twice.delta()[i] - oracle.delta()[i])
                    / Math.max(1e-6, Math.abs(oracle.delta()[i])));
        }
        assertTrue(most < 1e-6, "relative error " + most);
        assertTrue(largestDifference(twice) < 0.5 * largestDifference(single));
    }

    @Test
    void theCacheChangesNothingButTime() {
        long matrix = 4L * model.neurons() * model.vocabulary();
        LossChanges all = moments(directions(3 * matrix), 3, 0.05).ablate(block);

        for (long bytes : List.of(matrix, 0L)) {
            assertArrayEquals(all.delta(), moments(directions(bytes), 3, 0.05).ablate(block).delta());
        }
    }

    @Test
    void theNumberOfThreadsChangesNothingButTime() {
        LossChanges two = moments(directions(Long.MAX_VALUE), 3, 0.05).ablate(block);

        try (Workers one = new Workers(1)) {
            LossChanges alone = new Moments(directions(Long.MAX_VALUE), one, new Series(3, 0.05), 4, 1)
                    .ablate(block);
            assertArrayEquals(two.delta(), alone.delta());
            assertArrayEquals(two.errors().position(), alone.errors().position());
            assertArrayEquals(two.errors().error(), alone.errors().error());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2"})
    void theSampleTellsEachNeuronsErrorWithinItsUncertainty(String name) {
        given(name);
        int draws = 400;
        NeuronDirections directions = new NeuronDirections(MANAGER, model, 0, DataType.FLOAT64);
        LossChanges exact = new ClosedForm(directions, WORKERS).ablate(block);
        LossChanges found = new Moments(directions, WORKERS, new Series(2, 0.5), draws, 1).ablate(block);
        int neurons = block.neurons();
        assertEquals(1, found.errors().strata());

        double[] scores = new double[neurons];
        byte[] oneGroup = new byte[block.positions()];
        SampledErrors.Sums sums = found.errors().of(oneGroup, 0);
        for (int n = 0; n < neurons; n++) {
            double truth = 0;
            for (int p = 0; p < block.positions(); p++) {
                truth += (double) found.delta()[p * neurons + n] - exact.delta()[p * neurons + n];
            }
            double estimate = sums.sum()[n] / draws;
            double variance = Math.max(0, sums.squares()[n] / draws - estimate * estimate) / (draws - 1);
            // Where one pair makes up the error the others are hardly ever drawn: a hundredth of it may be theirs.
            scores[n] = (estimate - truth) / (Math.sqrt(variance) + 0.01 * Math.abs(truth) + 1e-12);
        }

        double mean = Arrays.stream(scores).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(scores).map(z -> z * z).average().orElseThrow());
        // Standard scores of about a hundred neurons: their mean is 0 ± 0.1, and none is beyond 5.
        assertTrue(Math.abs(mean) < 0.4, "mean score " + mean);
        assertTrue(spread > 0.5 && spread < 1.5, "spread of the scores " + spread);
        assertTrue(Arrays.stream(scores).allMatch(z -> Math.abs(z) < 5), Arrays.toString(scores));
    }

    @Test
    void someNeuronsInClosedFormAreTheColumnsOfAll() {
        LossChanges all = new ClosedForm(directions(0), WORKERS).ablate(block);
        int[] some = {0, 7, 8, block.neurons() - 1};

        LossChanges found = new ClosedForm(directions(0), WORKERS).ablate(block, some);

        for (int p = 0; p < block.positions(); p++) {
            for (int i = 0; i < some.length; i++) {
                assertEquals(all.delta()[p * block.neurons() + some[i]], found.delta()[p * some.length + i]);
            }
        }
    }

    private static Moments moments(NeuronDirections directions, int order, double guard) {
        return new Moments(directions, WORKERS, new Series(order, guard), 4, 1);
    }

    private NeuronDirections directions(long cacheBytes) {
        return new NeuronDirections(MANAGER, model, cacheBytes, DataType.FLOAT32);
    }

    private double largestDifference(LossChanges found) {
        double largest = 0;
        for (int i = 0; i < oracle.delta().length; i++) {
            largest = Math.max(largest, Math.abs(found.delta()[i] - oracle.delta()[i]));
        }
        return largest;
    }

    private static double rms(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
