package io.plateau.inference.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.plateau.contracts.Topic;
import io.plateau.contracts.specification.AttentionSpecification.Mode;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.checkpoint.ElementType;
import io.plateau.inference.checkpoint.RandomCheckpoint;
import io.plateau.inference.checkpoint.RandomShape;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.planning.Blocks;
import io.plateau.inference.planning.HeadContexts;

/**
 * Peak resident memory of one block of each kind, and growth over 500 blocks. Blocks are at the shapes of Pythia-410M, GPT-2 XL, Llama-3.2-1B and Qwen2.5-0.5B, random weights, each in a process of
 * its own with the launcher's options, against weights × 1.25 + 2 GiB; and of 500 small blocks, for growth. Arguments: a
 * folder with room for 6.3 GB, which is emptied again (default {@code target/memory}); then {@code only} and one of the shapes.
 */
public final class MemoryBenchmark {
    private static final int LENGTH = 256;
    /** Neurons of the two plateau groups that the head ablations are measured by. */
    private static final int PLATEAU = 40;
    /** As by default. */
    private static final int DIRECTIONS = 20;
    private static final int SMALL_BLOCKS = 500;
    private static final double MIB = 1 << 20;

    private MemoryBenchmark() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            child(arguments[0], Path.of(arguments[1]));
            return;
        }
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/memory");
        Map<String, RandomShape> shapes = new LinkedHashMap<>();
        shapes.put("Pythia-410M", RandomShape.PYTHIA_410M);
        shapes.put("GPT-2 XL", RandomShape.GPT2_XL);
        shapes.put("Llama-3.2-1B", RandomShape.LLAMA_3_2_1B);
        shapes.put("Qwen2.5-0.5B", RandomShape.QWEN2_5_0_5B);
        if (arguments.length == 3) {
            shapes.keySet().retainAll(List.of(arguments[2]));
        }
        for (Map.Entry<String, RandomShape> shape : shapes.entrySet()) {
            double weights = shape.getValue().parameters() * Float.BYTES / MIB;
            System.out.printf(Locale.ROOT, "%s: weights %.0f MiB, bound %.0f MiB%n", shape.getKey(), weights,
                    weights * 1.25 + 2048);
            try {
                RandomCheckpoint.write(folder, shape.getValue(), ElementType.F32, 1, 1);
                for (String work : List.of("capture", "ablation", "heads")) {
                    start(work, folder);
                }
            } finally {
                delete(folder);
            }
        }
        if (arguments.length < 3) {
            start("growth", Path.of("../../deploy/models/tiny-neox"));
        }
    }

    private static void start(String work, Path model) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-XX:MaxDirectMemorySize=256m",
                "-Dai.djl.offline=true", "-cp", System.getProperty("java.class.path"),
                MemoryBenchmark.class.getName(), work, model.toString()).inheritIO();
        builder.environment().putAll(Map.of("OMP_WAIT_POLICY", "PASSIVE", "MALLOC_ARENA_MAX", "2", "OPT_OUT_TRACKING",
                "true"));
        int status = builder.start().waitFor();
        if (status != 0) {
            System.out.println("  " + work + " ended with status " + status);
        }
    }

    private static void child(String work, Path model) throws IOException {
        try (InferenceEngine engine = InferenceEngine.load(model, EngineSettings.defaults())) {
            double loaded = status("VmRSS");
            if (work.equals("growth")) {
                growth(engine);
                return;
            }
            long begin = System.nanoTime();
            // Where the activations of a context fit no record, a block has a part of its targets.
            int parts = work.equals("heads") ? 1 : parts(engine.shape().neurons());
            int contexts = parts > 1 ? 1 : contextsOfOneBlock(engine, work);
            block(engine, work, contexts(engine, contexts, LENGTH), (LENGTH - 1 + parts - 1) / parts);
            System.out.printf(Locale.ROOT,
                    "  %-8s %d context(s) of %d: peak resident %.0f MiB (%.0f MiB once loaded), %.0f s%n", work,
                    contexts,
                    LENGTH, status("VmHWM"), loaded, (System.nanoTime() - begin) / 1e9);
        }
    }

    private static int parts(int neurons) {
        int parts = 1;
        while ((LENGTH - 1L + parts - 1) / parts * neurons * Float.BYTES > Topic.RECORD_BYTES - (1 << 20)) {
            parts++;
        }
        return parts;
    }

    /** As the service would cut them. */
    private static int contextsOfOneBlock(InferenceEngine engine, String work) {
        int[] positions = new int[64];
        Arrays.fill(positions, LENGTH - 1);
        ModelShape shape = engine.shape();
        return work.equals("heads")
                ? HeadContexts
                        .blocks(positions, shape.neurons(), engine.shape().attentionLayers(null).size(), shape.heads(),
                                DIRECTIONS, PLATEAU)
                        .get(0).contexts()
                : Blocks.cut(
                        Arrays.stream(positions).mapToLong(p -> (long) p * shape.neurons() * Float.BYTES).toArray(),
                        "activations").get(0).contexts();
    }

    private static void growth(InferenceEngine engine) throws IOException {
        System.out.print("500 blocks of each kind on tiny-neox, resident MiB after every 50:");
        for (int i = 0; i <= SMALL_BLOCKS; i++) {
            if (i % 50 == 0) {
                System.out.printf(Locale.ROOT, " %.0f", status("VmRSS"));
                System.out.flush();
            }
            for (String work : List.of("capture", "ablation", "heads")) {
                block(engine, work, contexts(engine, 1, 32), 31);
            }
        }
        System.out.println();
    }

    private static void block(InferenceEngine engine, String work, int[][] contexts, int positions) {
        int[][] targets = new int[contexts.length][];
        Arrays.fill(targets, IntStream.range(0, positions).toArray());
        switch (work) {
            case "capture" -> engine.capture(contexts, targets, null);
            case "ablation" -> engine.neurons().ablate(contexts, targets, new double[engine.shape().neurons()],
                    ExperimentSpecification.parse("{\"model\": \"any\"}").ablation(), 1);
            case "heads" ->
                engine.ablateHeads(contexts, targets, new byte[contexts.length][positions], null, Mode.ZERO,
                        IntStream.range(0, PLATEAU).toArray(), null, 1, DIRECTIONS);
            default -> throw new IllegalArgumentException(work);
        }
    }

    private static int[][] contexts(InferenceEngine engine, int count, int length) {
        Random random = new Random(1);
        int[][] contexts = new int[count][];
        Arrays.setAll(contexts, c -> random.ints(length, 0, engine.shape().vocabulary()).toArray());
        return contexts;
    }

    /** MiB, as Linux tells. */
    private static double status(String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(field + ":")).mapToLong(
                    line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024.0;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
