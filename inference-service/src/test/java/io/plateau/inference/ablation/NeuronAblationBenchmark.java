package io.plateau.inference.ablation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.engine.Capture;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.ModelFamily;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/**
 * Times one block of real text: the naive twin (residual delta in float32, on a slice of neurons, scaled), the closed form
 * (on one context, scaled) and the moments, and the other work of an experiment. Arguments: model directories.
 */
public final class NeuronAblationBenchmark {
    private static final int CONTEXTS = 4;
    private static final int LENGTH = 256;
    private static final int BLOCKS = 25;
    private static final int SLICE = 8;

    private NeuronAblationBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        List<String> models = arguments.length > 0
                ? Arrays.asList(arguments)
                : List.of("../deploy/models/tiny-neox", "../deploy/models/tiny-gpt2");
        for (String model : models) {
            int[][] contexts = contexts(Path.of(model), Path.of("../deploy/models/corpora/demo.jsonl.gz"));
            try (InferenceEngine engine = InferenceEngine.load(Path.of(model), EngineSettings.defaults())) {
                System.out.printf("%s: %s, %s%n", model, engine.shape(), engine.info());
                double[] mean = experiment(engine, contexts);
                tiers(Path.of(model), contexts, mean);
            }
        }
    }

    /** Capture and head ablation through the facade; returns the mean activations. */
    private static double[] experiment(InferenceEngine engine, int[][] contexts) {
        int[][] targets = targets();
        Capture capture = timed("capture", BLOCKS, () -> engine.capture(contexts, targets, null));
        byte[][] groups = new byte[CONTEXTS][LENGTH - 1];
        int[] neurons = IntStream.range(0, 40).toArray();
        timed("head ablation", BLOCKS, () -> engine.ablateHeads(contexts, targets, groups, engine.attentionLayers(null),
                "zero", neurons, null, 1));
        int n = engine.shape().neurons();
        double[] mean = new double[n];
        for (int i = 0; i < capture.activations().length; i++) {
            mean[i % n] += (double) capture.activations()[i] * n / capture.activations().length;
        }
        return mean;
    }

    private static void tiers(Path directory, int[][] contexts, double[] mean) {
        TargetPositions positions = TargetPositions.of(contexts, targets());
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = ModelFamily.loadAny(Checkpoint.open(directory), manager);
            NDArray[] activation = new NDArray[1];
            NDArray end = model.forward(model.embed(manager, contexts), 0, (point, layer, value) -> {
                if (point == HookPoint.MLP_ACTIVATION && layer == model.lastLayer().index()) {
                    value.attach(manager);
                    activation[0] = value;
                }
                return value;
            });
            AblationBlock block = AblationBlock.of(positions.rowsOf(end), positions.rowsOf(activation[0]), mean,
                    positions.next());
            AblationBlock context = block.rows(manager, 0, LENGTH - 1);
            ResidualDelta naive = new ResidualDelta(model, DataType.FLOAT32);
            NeuronDirections directions = new NeuronDirections(manager, model, 1L << 30);
            double twin = seconds(() -> naive.ablate(block, 0, SLICE)) * model.neurons() / SLICE;
            double closed = seconds(() -> new ClosedForm(directions).ablate(context)) * CONTEXTS;
            Moments moments = new Moments(directions, 3, 0.05, 1);
            double first = seconds(() -> moments.ablate(block));
            LossChanges[] found = new LossChanges[1];
            double again = IntStream.range(0, 5).mapToDouble(i -> seconds(() -> found[0] = moments.ablate(block))).min()
                    .orElseThrow();
            System.out.printf(Locale.ROOT, "  %d positions × %d neurons: residual delta %.1f s (from %d neurons),"
                    + " closed form %.2f s (%.0f×), moments %.3f s (%.0f×; first block %.3f s), of %d blocks %.1f s%n",
                    block.positions(), model.neurons(), twin, SLICE, closed, twin / closed, again, twin / again, first,
                    BLOCKS, first + (BLOCKS - 1) * again);
            System.out.printf(Locale.ROOT, "  to the closed form %.3f %%, largest sampled error ÷ rms %.2g%n",
                    100 * found[0].shareClosedForm(), found[0].sampledError());
            products(manager, block, model);
        }
    }

    /** The V-long matrix products of the moments alone. */
    private static void products(NDManager manager, AblationBlock block, Transformer model) {
        NDArray left = manager.randomNormal(new Shape(block.positions(), model.vocabulary()));
        NDArray right = manager.randomNormal(new Shape(model.neurons(), model.vocabulary()));
        double each = IntStream.range(0, 3).mapToDouble(i -> seconds(() -> left.matMul(right.transpose()).close()))
                .min()
                .orElseThrow();
        System.out.printf(Locale.ROOT, "  its three V-long matrix products alone %.3f s (%.0f GFLOP/s)%n", 3 * each,
                2e-9 * block.positions() * model.vocabulary() * model.neurons() / each);
    }

    private static <T> T timed(String what, int blocks, Supplier<T> work) {
        work.get();
        Object[] result = new Object[1];
        double best = IntStream.range(0, 5).mapToDouble(i -> seconds(() -> result[0] = work.get())).min().orElseThrow();
        System.out.printf(Locale.ROOT, "  %s %.3f s a block, of %d blocks %.1f s%n", what, best, blocks, best * blocks);
        @SuppressWarnings("unchecked")
        T last = (T) result[0];
        return last;
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

    private static int[][] contexts(Path model, Path corpus) throws IOException {
        int[] ids = new int[CONTEXTS * LENGTH];
        int count = 0;
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(model.resolve("tokenizer.json"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            while (count < ids.length) {
                String text = new ObjectMapper().readTree(lines.readLine()).get("text").asText();
                for (long id : tokenizer.encode(text).getIds()) {
                    if (count < ids.length) {
                        ids[count++] = (int) id;
                    }
                }
            }
        }
        return IntStream.range(0, CONTEXTS).mapToObj(c -> Arrays.copyOfRange(ids, c * LENGTH, (c + 1) * LENGTH))
                .toArray(int[][]::new);
    }
}
