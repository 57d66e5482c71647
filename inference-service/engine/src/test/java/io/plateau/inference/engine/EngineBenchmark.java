package io.plateau.inference.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AttentionSpecification.Mode;
import io.plateau.inference.ablation.OptimalConstant;
import io.plateau.inference.heads.ContextPairs;

/** Times the stages of an experiment on one block of real text. Arguments: model directories. */
public final class EngineBenchmark {
    private static final int CONTEXTS = 4;
    private static final int LENGTH = 256;
    private static final int BLOCKS = 25;
    private static final int REPEATS = 5;

    private EngineBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        List<String> models = arguments.length > 0
                ? Arrays.asList(arguments)
                : List.of("../../deploy/models/tiny-neox", "../../deploy/models/tiny-gpt2");
        for (String model : models) {
            int[][] contexts = contexts(Path.of(model), Path.of("../../deploy/models/corpora/demo.jsonl.gz"), CONTEXTS,
                    LENGTH);
            try (InferenceEngine engine = InferenceEngine.load(Path.of(model), EngineSettings.defaults())) {
                System.out.printf("%s: %s, %s%n", model, engine.shape(), engine.info());
                experiment(engine, contexts);
            }
        }
    }

    private static void experiment(InferenceEngine engine, int[][] contexts) {
        int[][] targets = targets();
        Capture capture = timed("capture", BLOCKS, () -> engine.capture(contexts, targets, null));
        byte[][] groups = new byte[CONTEXTS][LENGTH - 1];
        int[] neurons = IntStream.range(0, 40).toArray();
        timed("head ablation", BLOCKS,
                () -> engine.ablateHeads(contexts, targets, groups, engine.shape().attentionLayers(null),
                        Mode.ZERO, neurons, null, 1, 20));
        int[][] receivers = {contexts[0], contexts[1]};
        int[][] donors = {contexts[2], contexts[3]};
        int[] at = {LENGTH / 2, LENGTH - 2};
        timed("two patched pairs", BLOCKS, () -> engine.patchHeads(new ContextPairs(receivers, at, donors, at),
                engine.shape().attentionLayers(null), neurons));
        int n = engine.shape().neurons();
        double[] mean = new double[n];
        for (int i = 0; i < capture.activations().length; i++) {
            mean[i % n] += (double) capture.activations()[i] * n / capture.activations().length;
        }
        AblationSpecification how = new AblationSpecification(null, null, null, null, null);
        timed("neuron ablation", BLOCKS, () -> engine.neurons().ablate(contexts, targets, mean, how, 1));
        constants(engine, contexts, targets, mean, how);
    }

    /** Losses with several constants in place of the activations, beside an ablation for each. */
    private static void constants(InferenceEngine engine, int[][] contexts, int[][] targets, double[] mean,
            AblationSpecification how) {
        double[] deviation = Arrays.stream(mean).map(m -> 0.5 * Math.abs(m) + 0.1).toArray();
        double[][] nodes = OptimalConstant.nodes(mean, deviation);
        byte[] groups = new byte[CONTEXTS * (LENGTH - 1)];
        double[] seconds = new double[2];
        for (int turn = 0; turn < REPEATS; turn++) {
            double together = seconds(() -> engine.neurons().constantLosses(contexts, targets, groups, nodes, how, 1));
            double apart = seconds(() -> {
                for (double[] node : nodes) {
                    engine.neurons().ablate(contexts, targets, node, how, 1);
                }
            });
            seconds[0] = turn == 0 ? together : Math.min(seconds[0], together);
            seconds[1] = turn == 0 ? apart : Math.min(seconds[1], apart);
        }
        System.out.printf(Locale.ROOT, "  %d constants %.3f s a block, an ablation for each %.3f s: ratio %.2f%n",
                nodes.length, seconds[0], seconds[1], seconds[1] / seconds[0]);
    }

    private static <T> T timed(String what, int blocks, Supplier<T> work) {
        work.get();
        Object[] result = new Object[1];
        double processors = processors();
        double best = IntStream.range(0, REPEATS).mapToDouble(i -> seconds(() -> result[0] = work.get())).min()
                .orElseThrow();
        System.out.printf(Locale.ROOT, "  %s %.3f s a block (%.3f s of processors), of %d blocks %.1f s%n", what, best,
                (processors() - processors) / REPEATS, blocks, best * blocks);
        @SuppressWarnings("unchecked")
        T last = (T) result[0];
        return last;
    }

    /** Time that all threads together have computed, seconds: steadier than the clock on a busy machine. */
    private static double processors() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static int[][] targets() {
        int[][] targets = new int[CONTEXTS][];
        Arrays.fill(targets, IntStream.range(0, LENGTH - 1).toArray());
        return targets;
    }

    /** The first contexts of a corpus, documents one after the other. */
    public static int[][] contexts(Path model, Path corpus, int count, int length) throws IOException {
        int[] ids = new int[count * length];
        int read = 0;
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(model.resolve("tokenizer.json"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            while (read < ids.length) {
                String text = new ObjectMapper().readTree(lines.readLine()).get("text").asText();
                for (long id : tokenizer.encode(text).getIds()) {
                    if (read < ids.length) {
                        ids[read++] = (int) id;
                    }
                }
            }
        }
        return IntStream.range(0, count).mapToObj(c -> Arrays.copyOfRange(ids, c * length, (c + 1) * length))
                .toArray(int[][]::new);
    }
}
