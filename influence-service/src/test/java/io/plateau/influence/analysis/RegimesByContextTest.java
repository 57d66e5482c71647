package io.plateau.influence.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.FrequencySums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.regime.CurveFit;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;

class RegimesByContextTest {
    private static final int NEURONS = 60;
    private static final int CONTEXTS = 12;
    private static final ExperimentSpecification SPECIFICATION = ExperimentSpecification
            .parse("{\"model\":\"m\",\"regimes\":{\"bootstraps\":20,\"permutations\":19,\"ranks\":\"all\"}}");

    @Test
    void theLossIsTheMeanOfEachContext() {
        ContextSums sums = sums();

        ContextValues rare = of(sums).get(new ContextQuantity("loss, nats", "rare"));

        // Two rare positions of each context, 1 and 3 above its number
        assertEquals(CONTEXTS, rare.contexts().length);
        assertEquals(7, rare.contexts()[0]);
        assertEquals(7 + 2, rare.values()[0], 1e-6);
    }

    @Test
    void predictionsAreComparedWithFrequencies() {
        Map<ContextQuantity, ContextValues> values = of(sums());

        // Divergences of c and c + 1 at rare, of 1 at common positions; the loss falls with the frequency at all four
        ContextValues rare = values.get(new ContextQuantity("KL to token frequencies, nats", "rare"));
        assertArrayEquals(new int[]{7, 8}, Arrays.copyOf(rare.contexts(), 2));
        assertEquals(7.5, rare.values()[0], 1e-6);
        assertEquals(1, values.get(new ContextQuantity("KL to token frequencies, nats", "common")).values()[3], 1e-6);
        assertEquals(-1, values.get(new ContextQuantity("correlation of loss and log frequency", "rare and common"))
                .values()[CONTEXTS - 1], 1e-6);
    }

    /** Against the definition, each context left out by adding up the others anew. */
    @Test
    void kappaIsJackknifed() {
        Map<ContextQuantity, ContextValues> values = of(sums());
        double whole = kappa(sums(), -1);
        double[] expected = new double[CONTEXTS];
        for (int c = 0; c < CONTEXTS; c++) {
            expected[c] = CONTEXTS * whole - (CONTEXTS - 1) * kappa(sums(), 7 + c);
        }

        assertArrayEquals(expected, values.get(new ContextQuantity("kappa", "rare")).values(), 1e-9);
    }

    /** Contexts 7 and 17 are of one part, 8 and 18 of another, the rest alone. */
    @Test
    void theSizeOfThePlateauIsThatOfEachPartOfTheContexts() {
        ContextSums sums = only(context -> true, RegimesByContextTest::headed);
        ContextValues sizes = of(sums).get(new ContextQuantity("plateau size", "rare"));
        GroupRegimes all = new RegimeAnalysis(SPECIFICATION).run(sums).groups().get(0);

        assertArrayEquals(IntStream.range(0, 10).toArray(), sizes.contexts());
        for (int part = 0; part < 10; part++) {
            int of = part;
            CurveFit fit = new RegimeAnalysis(SPECIFICATION)
                    .run(only(context -> context % 10 == of, RegimesByContextTest::headed)).groups().get(0).fit()
                    .orElseThrow();
            assertEquals(all.plateau().size(fit, SPECIFICATION.regimes().plateauDelta()), sizes.values()[part]);
        }
        assertTrue(Arrays.stream(sizes.values()).distinct().count() > 1, () -> Arrays.toString(sizes.values()));
    }

    @Test
    void aGroupOfOneContextHasNoJackknife() {
        ContextSums sums = new ContextSums(NEURONS);
        sums.add(block(7, new SplittableRandom(1)));

        assertNull(of(sums).get(new ContextQuantity("kappa", "rare")));
        assertEquals(1, of(sums).get(new ContextQuantity("loss, nats", "rare")).contexts().length);
    }

    private static double kappa(ContextSums all, int left) {
        ContextSums sums = left < 0 ? all : without(left);
        return new RegimeAnalysis(SPECIFICATION).run(sums).groups().get(0).fit().orElseThrow().line().kappa();
    }

    private static Map<ContextQuantity, ContextValues> of(ContextSums sums) {
        return new RegimesByContext(SPECIFICATION.regimes()).of(sums, new RegimeAnalysis(SPECIFICATION).run(sums));
    }

    private static ContextSums sums() {
        return without(-1);
    }

    private static ContextSums without(int left) {
        return only(context -> context != left, RegimesByContextTest::block);
    }

    /** A head far above the power law, of four neurons in even contexts and of eight in odd ones. */
    private static LossBlock headed(int context, SplittableRandom random) {
        return block(context, random, neuron -> neuron < (context % 2 == 0 ? 4 : 8) ? 20 : 1);
    }

    private static ContextSums only(IntPredicate wanted, BiFunction<Integer, SplittableRandom, LossBlock> blocks) {
        ContextSums sums = new ContextSums(NEURONS);
        SplittableRandom random = new SplittableRandom(1);
        for (int c = 7; c < 7 + CONTEXTS; c++) {
            LossBlock block = blocks.apply(c, random);
            if (wanted.test(c)) {
                sums.add(block);
            }
        }
        return sums;
    }

    private static LossBlock block(int context, SplittableRandom random) {
        return block(context, random, neuron -> 1);
    }

    private static LossBlock block(int context, SplittableRandom random, IntToDoubleFunction times) {
        int[] contexts = {context, context, context, context};
        float[] delta = new float[4 * NEURONS];
        for (int i = 0; i < delta.length; i++) {
            int neuron = i % NEURONS;
            delta[i] = (float) (times.applyAsDouble(neuron) * (1 + 0.3 * random.nextGaussian()) / (1 + neuron));
        }
        byte[] group = {0, 1, 0, 1};
        float[] loss = {context + 1, 1, context + 3, 2};
        float[] frequency = {context, 1, context + 1, 1, -context - 1, -1, -context - 3, -2};
        return LossBlock.sum(contexts, group, loss, delta, NEURONS)
                .with(FrequencySums.of(contexts, group, loss, frequency));
    }
}
