package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.contracts.specification.AttentionSpecification.Mode;
import io.plateau.inference.heads.ContextPairs;
import io.plateau.inference.parallel.Cancellation;

/** Every kind of block looks whether it is still wanted, often, and leaves the engine as it was. */
class CancellationTest {
    private static final int LENGTH = 128;
    private static final int[][] CONTEXTS = contexts(4);
    private static final int[][] TARGETS = targets(4);
    private static final int[] NEURONS = {1, 5, 200};
    private static InferenceEngine engine;

    /** @param asks how often it must be asked at least: a block of this size has that many parts that take a while */
    private record Work(String name, int asks, Consumer<InferenceEngine> block) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void load() {
        engine = InferenceEngine.load(Path.of("../../deploy/local/testing/models/micro-neox"),
                new EngineSettings("cpu", 2, "float32", 0));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    static Stream<Work> work() {
        int layers = 3;
        return Stream.of(new Work("capture", CONTEXTS.length * layers, e -> e.capture(CONTEXTS, TARGETS, null)),
                new Work("moments", CONTEXTS.length * layers,
                        ablation(new AblationSpecification(Tier.MOMENTS, null, 3, 0.05, null))),
                // Every pair is computed: in chunks of 64 rows of float64, 4 · 127 · 256 / 64
                new Work("closed form", 2_000,
                        ablation(new AblationSpecification(Tier.CLOSED_FORM, null, null, null, null))),
                new Work("head ablation", 2 * 5,
                        e -> e.ablateHeads(CONTEXTS, TARGETS, groups(), null, Mode.ZERO, NEURONS,
                                null, 1, 2)),
                new Work("patching", 2 * CONTEXTS.length * layers, e -> e.patchHeads(new ContextPairs(CONTEXTS,
                        new int[]{90, 91, 92, 93}, CONTEXTS, new int[]{80, 81, 82, 83}), null, NEURONS)));
    }

    private static Consumer<InferenceEngine> ablation(AblationSpecification how) {
        return e -> e.neurons().ablate(CONTEXTS, TARGETS, new double[256], how, 1);
    }

    @ParameterizedTest
    @MethodSource("work")
    void isAskedForThroughoutABlock(Work work) {
        AtomicInteger asks = new AtomicInteger();

        Cancellation.during(() -> asks.incrementAndGet() < 0, () -> {
            work.block.accept(engine);
            return null;
        });

        assertTrue(asks.get() >= work.asks, work + " asked " + asks + " times");
    }

    @ParameterizedTest
    @MethodSource("work")
    void endsABlockAtAnyStepAndLeavesTheEngineAsItWas(Work work) {
        float[] before = engine.capture(CONTEXTS, TARGETS, null).activations();
        work.block.accept(engine);
        int kept = engine.keptTensors();

        for (int step : new int[]{0, 1, work.asks / 2}) {
            AtomicInteger asks = new AtomicInteger();
            assertThrows(CancellationException.class,
                    () -> Cancellation.during(() -> asks.getAndIncrement() >= step, () -> {
                        work.block.accept(engine);
                        return null;
                    }));
            // Two threads may each ask once more before they meet.
            assertTrue(asks.get() <= step + 3, "asked " + asks + " times, " + step + " of them in vain");
        }

        assertEquals(kept, engine.keptTensors());
        assertArrayEquals(before, engine.capture(CONTEXTS, TARGETS, null).activations());
    }

    /** The naive tier would take many minutes; the limit is a hundred times what one of its steps takes. */
    @ParameterizedTest
    @MethodSource("longBlocks")
    void endsALongBlockSoon(AblationSpecification how) {
        int[][] contexts = contexts(128);
        long begin = System.nanoTime();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThrows(CancellationException.class,
                () -> Cancellation.during(() -> System.nanoTime() - begin > 500_000_000L, () -> engine
                        .neurons().ablate(contexts, targets(128), new double[256], how, 1))));
    }

    static Stream<AblationSpecification> longBlocks() {
        return Stream.of(new AblationSpecification(Tier.NAIVE, null, null, null, null),
                new AblationSpecification(Tier.CLOSED_FORM, null, null, null, null));
    }

    private static int[][] contexts(int count) {
        Random random = new Random(2);
        int[][] contexts = new int[count][];
        Arrays.setAll(contexts, c -> random.ints(LENGTH, 0, 1_024).toArray());
        return contexts;
    }

    private static int[][] targets(int count) {
        int[][] targets = new int[count][];
        Arrays.setAll(targets, c -> IntStream.range(0, LENGTH - 1).toArray());
        return targets;
    }

    private static byte[][] groups() {
        return new byte[CONTEXTS.length][LENGTH - 1];
    }
}
