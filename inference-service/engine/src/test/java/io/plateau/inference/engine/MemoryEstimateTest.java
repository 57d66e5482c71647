package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.contracts.specification.AttentionSpecification.Mode;
import io.plateau.inference.ablation.NeuronSubset;
import io.plateau.inference.heads.ContextPairs;
import io.plateau.inference.model.ModelShape;

/** Nothing takes memory for what a model could do, and what a block takes is known before it begins. */
class MemoryEstimateTest {
    private static final Path NEOX = Path.of("../../deploy/models/tiny-neox");
    private static final EngineSettings SETTINGS = new EngineSettings("cpu", 2, "float32", 0);
    /** An allocator keeps what is freed for a while, and takes more than is requested. */
    private static final double FACTOR = 3;
    private static final int VOCABULARY = 4_096;
    private static final int MANY = 1_000;
    private static final int SETS = 8;
    private static final int LARGEST_SET = 100;
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {12_000, 1_000_000, Integer.MAX_VALUE})
    void aModelsOwnLimitTakesNoMemoryAndChangesNothing(int positions) throws IOException {
        Path model = copy(positions);
        int[][] contexts = contexts(2, 300);
        int[][] targets = targets(2, 300);
        try (InferenceEngine original = InferenceEngine.load(NEOX, SETTINGS);
                InferenceEngine wide = InferenceEngine.load(model, SETTINGS)) {
            // Contexts that the original takes, in both orders of length: tables grow
            int[][] few = Arrays.stream(contexts).map(context -> Arrays.copyOf(context, 200)).toArray(int[][]::new);
            Capture expected = original.capture(few, targets(2, 200), null);
            assertSame(expected, wide.capture(few, targets(2, 200), null));
            wide.capture(contexts, targets, null);
            assertSame(expected, wide.capture(few, targets(2, 200), null));
        }
    }

    private static void assertSame(Capture expected, Capture found) {
        assertArrayEquals(expected.activations(), found.activations());
        assertArrayEquals(expected.baselineLoss(), found.baselineLoss());
    }

    /**
     * The peak of resident memory above what it was before, of blocks that take a hundred MiB and more. In a process of its
     * own: what earlier tests freed and the allocator kept would be taken again without a rise.
     */
    @ParameterizedTest
    @ValueSource(strings = {"capture", "moments", "effects", "closed-form", "sets", "heads", "patching"})
    void theEstimateIsWithinAFactorOfWhatIsTaken(String work) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
                "-Dai.djl.offline=true", Measurement.class.getName(), work, copy(12_000).toString())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(output);
        System.out.print(said);
        assertTrue(ended && process.exitValue() == 0, said);
    }

    /** The process that measures: arguments are the kind of block and the model. */
    static final class Measurement {
        private Measurement() {
        }

        public static void main(String[] arguments) throws IOException {
            measure(arguments[0], Path.of(arguments[1]));
        }
    }

    private static void measure(String work, Path model) throws IOException {
        // Heads hold several rows of attention at once: half the length takes as much.
        int length = work.equals("heads") ? 1_024 : 2_048;
        int[][] contexts = contexts(2, length);
        // Few targets where attention rows are kept: the heap is not what is measured here.
        int[][] targets = work.equals("capture")
                ? new int[][]{{5, length - 2}, {7}}
                : targets(2, length);
        int[] neurons = {1, 2};
        ContextPairs pairs = new ContextPairs(contexts, new int[]{length - 2, length - 2}, contexts,
                new int[]{length - 2, length - 2});
        try (InferenceEngine engine = InferenceEngine.load(model, SETTINGS)) {
            MemoryEstimate estimate = new MemoryEstimate(engine.shape(), 2, 0);
            AblationSpecification how = work.equals("moments") || work.equals("effects")
                    ? new AblationSpecification(Tier.MOMENTS, null, 3, 0.05, null)
                    : new AblationSpecification(Tier.CLOSED_FORM, null, null, null, null);
            int layers = engine.shape().attentionLayers(null).size();
            MemoryNeed need = switch (work) {
                case "capture" -> estimate.capture(contexts, targets, layers);
                case "heads" -> estimate.ablateHeads(contexts, layers, 2, 4);
                case "patching" -> estimate.patchHeads(pairs, layers, 2);
                case "sets" -> estimate.ablateSets(contexts, many(targets), 1, SETS, LARGEST_SET);
                case "effects" -> estimate.ablateNeurons(contexts, many(targets), how, 1, true);
                default -> estimate.ablateNeurons(contexts, few(targets), how, 1, false);
            };
            long before = forgetPeak();
            switch (work) {
                case "capture" -> engine.capture(contexts, targets, null);
                case "heads" ->
                    engine.ablateHeads(contexts, targets, new byte[2][length - 1], null, Mode.ZERO, neurons, null,
                            1, 4);
                case "patching" -> engine.patchHeads(pairs, null, neurons);
                case "sets" -> engine.neurons().ablateSets(contexts, many(targets),
                        new Replacement.Constant(new double[768]), sets());
                case "effects" -> engine.neurons().ablate(contexts, many(targets),
                        new Replacement.Constant(new double[768]), how, 1,
                        new Pilot(new byte[2 * MANY], 1, 0, Pilot.DRAWS), new TokenCounts(counts(), true));
                default -> engine.neurons().ablate(contexts, few(targets), new double[768], how, 1);
            }
            double taken = status("VmHWM") - before;
            System.out.printf(Locale.ROOT, "%s: estimated %.0f MiB, taken %.0f MiB%n", work,
                    need.nativeBytes() / 1048576.0, taken / 1048576);
            assertTrue(need.nativeBytes() < FACTOR * taken && taken < FACTOR * need.nativeBytes(),
                    "estimated " + need + ", taken " + taken);
        }
    }

    /** Some positions of each: the closed form of all would take minutes. */
    private static int[][] few(int[][] targets) {
        return Arrays.stream(targets).map(all -> Arrays.copyOf(all, 20)).toArray(int[][]::new);
    }

    /** So many that what is kept of each is most of the memory. */
    private static int[][] many(int[][] targets) {
        return Arrays.stream(targets).map(all -> Arrays.copyOf(all, MANY)).toArray(int[][]::new);
    }

    private static List<NeuronSubset> sets() {
        return IntStream.range(0, SETS)
                .mapToObj(set -> NeuronSubset.of(IntStream.range(set, set + LARGEST_SET).toArray())).toList();
    }

    /** Of the tokens, none equally often as the next. */
    private static long[] counts() {
        return LongStream.range(1, VOCABULARY + 1).toArray();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheFiguresBeforeItBegins() throws IOException {
        Path model = copy(1_000_000);
        // Twice what this process holds: enough to load, too little for 40,000² attention weights per head
        EngineSettings settings = new EngineSettings("cpu", 2, "float32", 0,
                status("RssAnon") + Runtime.getRuntime().maxMemory() + (4L << 30));
        try (InferenceEngine engine = InferenceEngine.load(model, settings)) {
            engine.capture(contexts(1, 64), targets(1, 64), null);

            String reason = assertThrows(UnprocessableException.class,
                    () -> engine.capture(contexts(1, 40_000), new int[][]{{3}}, null)).getMessage();

            assertTrue(reason
                    .matches("capturing 1 context of 40000 tokens needs about \\d+\\.\\d GiB of memory, most of it"
                            + " for attention; of the limit of \\d+\\.\\d GiB, \\d+\\.\\d GiB are free: .*plateau.memory.limit.*"),
                    reason);
            assertThrows(UnprocessableException.class,
                    () -> engine.neurons().ablate(contexts(1, 40_000), new int[][]{{3}},
                            new double[768], new AblationSpecification(Tier.MOMENTS, null, 3, 0.05, null), 1));
            assertThrows(UnprocessableException.class, () -> engine.ablateHeads(contexts(1, 40_000), new int[][]{{3}},
                    new byte[][]{{0}}, null, Mode.ZERO, new int[]{1}, null, 1, 20));
            assertThrows(UnprocessableException.class, () -> engine.patchHeads(new ContextPairs(contexts(1, 40_000),
                    new int[]{9}, contexts(1, 40_000), new int[]{9}), null, new int[]{1}));
        }
    }

    @Test
    void theHeapCountsToo() {
        int length = 100_000;
        // Attention rows of every position of one context: 6 heads · 2 layers · 5e9 floats
        ModelShape shape = new ModelShape("gpt_neox", 6, 6, 192, 768, VOCABULARY, length, true);
        MemoryNeed need = new MemoryEstimate(shape, 1, 0).capture(contexts(1, length), targets(1, length), 2);

        String reason = assertThrows(UnprocessableException.class,
                () -> new MemoryLimit(Long.MAX_VALUE, 1L << 30).require("capturing", need)).getMessage();

        assertTrue(reason.matches("capturing needs about \\d+\\.\\d GiB of heap, and the process may have 1.0 GiB: .*"),
                reason);
    }

    @Test
    void aModelThatDoesNotFitIsRefused() {
        EngineSettings settings = new EngineSettings("cpu", 2, "float32", 0, 1L << 20);

        String reason = assertThrows(UnprocessableException.class, () -> InferenceEngine.load(NEOX, settings))
                .getMessage();

        assertTrue(reason.contains("loading the model needs about") && reason.contains("most of it for weights"),
                reason);
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new EngineSettings("cpu", 2, "float32", 0, -1))
                .getMessage().contains("plateau.memory.limit is -1"));
    }

    private Path copy(int positions) throws IOException {
        Files.copy(NEOX.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        String config = Files.readString(NEOX.resolve("config.json"));
        String changed = config.replaceAll("\"max_position_embeddings\": *\\d+",
                "\"max_position_embeddings\": " + positions);
        assertTrue(!changed.equals(config), config);
        Files.writeString(folder.resolve("config.json"), changed);
        return folder;
    }

    private static int[][] contexts(int count, int length) {
        Random random = new Random(2);
        int[][] contexts = new int[count][];
        Arrays.setAll(contexts, c -> random.ints(length, 0, VOCABULARY).toArray());
        return contexts;
    }

    private static int[][] targets(int count, int length) {
        int[][] targets = new int[count][];
        Arrays.setAll(targets, c -> IntStream.range(0, length - 1).toArray());
        return targets;
    }

    /** The kernel then counts the peak anew. */
    private static long forgetPeak() throws IOException {
        System.gc();
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        return status("VmRSS");
    }

    private static long status(String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElseThrow();
        }
    }
}
