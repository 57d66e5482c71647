package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.parallel.Workers;
import io.plateau.statistics.random.SplitMix64;

/** The corrections that are computed at some of the positions. */
class MomentEffectsTest {
    private static final int EVERY = MomentEffects.EVERY;

    @Test
    void theCorrectionsOfAllOffsetsTogetherAreThoseOfEveryPosition() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch"); Workers workers = new Workers(1)) {
            GoldenCase golden = GoldenCase.all().get(0);
            GoldenBlock whole = GoldenBlock.of(golden, manager);
            // One tile of positions has one offset.
            AblationBlock block = whole.block().rows(manager, 0, Math.min(100, whole.block().positions()));
            NeuronDirections directions = new NeuronDirections(manager, whole.model(), 0, DataType.FLOAT64);
            int vocabulary = whole.model().vocabulary();
            UnigramDirection unigram = UnigramDirection.of(
                    IntStream.range(0, vocabulary).mapToLong(v -> 1_000_000L / (v + 1)).toArray(), vocabulary);

            for (int order : new int[]{2, 3}) {
                NeuronEffects all = effects(directions, workers, order, unigram, 1, 1, block);
                List<NeuronEffects> offsets = IntStream.range(0, EVERY)
                        .mapToObj(offset -> effects(directions, workers, order, unigram, EVERY, seed(offset), block))
                        .toList();
                for (Function<NeuronEffects, float[]> part : List.<Function<NeuronEffects, float[]>>of(
                        NeuronEffects::direct, NeuronEffects::withUnigramFrozen, NeuronEffects::entropyChange,
                        NeuronEffects::unigramKlChange)) {
                    float[] expected = part.apply(all);
                    for (int i = 0; i < expected.length; i++) {
                        int pair = i;
                        double mean = offsets.stream().mapToDouble(o -> part.apply(o)[pair]).average().orElseThrow();
                        // Values are kept in float32; eight times a correction may be larger than the whole.
                        assertEquals(expected[i], mean, 1e-5 * Math.abs(expected[i]) + 1e-8);
                    }
                }
            }
        }
    }

    private static NeuronEffects effects(NeuronDirections directions, Workers workers, int order,
            UnigramDirection unigram, int every, long seed, AblationBlock block) {
        return new Moments(directions, workers, new Series(order, 0.1), 0, seed, unigram, every,
                deviation -> new Guard(order, deviation, DataType.FLOAT64)).ablate(block).effects();
    }

    /** A seed of which the first tile has the offset. */
    private static long seed(int offset) {
        return IntStream.range(0, 1_000)
                .filter(s -> SplitMix64.of(s, "effect corrections", 0).nextInt(EVERY) == offset).findFirst()
                .orElseThrow();
    }
}
