package io.plateau.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ElementType;
import io.plateau.inference.checkpoint.SafetensorsFile;
import io.plateau.inference.checkpoint.TensorEntry;
import io.plateau.inference.model.family.ModelFamily;

/** One folder of golden values: see the README beside them. */
public record GoldenCase(Path directory, SafetensorsFile expected) {

    private static final String CHECKED_IN = "src/test/resources/golden";

    /** What one weight is called with and without these prefixes, and the names of one output head. */
    private static final String ALIASES = "^(transformer|gpt_neox|model)\\.|^embed_out(?=\\.weight$)|^lm_head(?=\\.weight$)";

    /** Every folder under {@code golden.dir}, by default the checked-in cases, that can be computed. */
    public static List<GoldenCase> all() {
        return everything().stream().filter(golden -> golden.contradiction().isEmpty()).toList();
    }

    /** The other folders: those whose checkpoints store one weight under two names with different values. */
    public static List<GoldenCase> contradictory() {
        return everything().stream().filter(golden -> !golden.contradiction().isEmpty()).toList();
    }

    private static List<GoldenCase> everything() {
        return under(Path.of(System.getProperty("golden.dir", CHECKED_IN))).stream().filter(GoldenCase::canBeLoaded)
                .toList();
    }

    /** Cases of a family that is not supported, or without a model, show nothing; they are named in the output. */
    private boolean canBeLoaded() {
        if (!Files.isDirectory(model())) {
            System.out.println(this + ": left out, it has no model and none of its name is bundled");
            return false;
        }
        String type = Checkpoint.open(model()).config().modelType();
        boolean known = ModelFamily.ALL.stream().anyMatch(family -> family.name().equals(type));
        if (!known) {
            System.out.println(this + ": left out, models of type '" + type + "' cannot be loaded");
        }
        return known;
    }

    /** Two names of one weight whose stored bytes differ, or none; whole checkpoints only. */
    public List<String> contradiction() {
        Path weights = directory.resolve("model.safetensors");
        if (!Files.exists(weights)) {
            return List.of();
        }
        SafetensorsFile file = SafetensorsFile.open(weights);
        Map<String, TensorEntry> seen = new HashMap<>();
        for (TensorEntry entry : file.entries().values()) {
            TensorEntry before = seen.putIfAbsent(entry.name().replaceFirst(ALIASES, ""), entry);
            if (before != null && !file.map(before).equals(file.map(entry))) {
                return List.of(before.name(), entry.name());
            }
        }
        return List.of();
    }

    private static List<GoldenCase> under(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("expected.safetensors"))).sorted()
                    .map(folder -> new GoldenCase(folder, SafetensorsFile.open(folder.resolve("expected.safetensors"))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the checked-in cases. */
    public static GoldenCase named(String name) {
        return under(Path.of(CHECKED_IN)).stream().filter(golden -> golden.name().equals(name)).findFirst()
                .orElseThrow();
    }

    public String name() {
        return directory.getFileName().toString();
    }

    /** The case's own weights, else the bundled model of the same name. */
    public Path model() {
        return Files.exists(directory.resolve("config.json")) ? directory : Path.of("../../deploy/models", name());
    }

    public boolean has(String tensor) {
        return expected.entries().containsKey(tensor);
    }

    public long[] shape(String tensor) {
        return expected.entries().get(tensor).shape();
    }

    public double[] values(String tensor) {
        TensorEntry entry = expected.entries().get(tensor);
        ByteBuffer raw = expected.map(entry);
        double[] values = new double[(int) entry.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.type() == ElementType.I64 ? raw.getLong(i * Long.BYTES) : raw.getDouble(i * Double.BYTES);
        }
        return values;
    }

    /** Largest minus smallest logit; 0 where the case has none. */
    public double spreadOfLogits() {
        for (String name : List.of("logits", "logits_last_position")) {
            if (has(name)) {
                DoubleSummaryStatistics logits = Arrays.stream(values(name)).summaryStatistics();
                return logits.getMax() - logits.getMin();
            }
        }
        return 0;
    }

    /** C contexts of T token ids. */
    public int[][] contexts() {
        int length = (int) shape("ids")[1];
        double[] ids = values("ids");
        int[][] contexts = new int[(int) shape("ids")[0]][];
        for (int c = 0; c < contexts.length; c++) {
            contexts[c] = Arrays.stream(ids, c * length, (c + 1) * length).mapToInt(id -> (int) id).toArray();
        }
        return contexts;
    }

    @Override
    public String toString() {
        return name();
    }
}
