package io.plateau.inference.planning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.engine.EngineBenchmark;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.GroupInfluences;
import io.plateau.inference.engine.InferenceEngine;
import io.plateau.inference.engine.NeuronAblation;
import io.plateau.inference.tokens.TokenCounts;

/**
 * Error of the moments against the closed form in float64, over 20,145 positions of real text. Prints, per
 * tolerance and frequency group, the relative error of the neurons' influences (median, 99th percentile) and the largest
 * error in clustered standard errors. Takes minutes. Arguments: model directories.
 */
public final class AblationAccuracyBenchmark {
    private static final int CONTEXTS = 79;
    private static final int LENGTH = 256;
    private static final int AT_ONCE = 5;
    private static final double[] TOLERANCES = {1e-3, 1e-4};

    private AblationAccuracyBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        List<String> models = arguments.length > 0
                ? Arrays.asList(arguments)
                : List.of("../../deploy/models/tiny-neox", "../../deploy/models/tiny-gpt2");
        for (String model : models) {
            int[][] contexts = EngineBenchmark.contexts(Path.of(model),
                    Path.of("../../deploy/models/corpora/demo.jsonl.gz"), CONTEXTS, LENGTH);
            try (InferenceEngine engine = InferenceEngine.load(Path.of(model), EngineSettings.defaults())) {
                compare(model, engine, contexts);
            }
        }
    }

    private static void compare(String model, InferenceEngine engine, int[][] contexts) throws IOException {
        int neurons = engine.shape().neurons();
        byte[] groups = groups(Path.of(model), engine.shape().vocabulary(), contexts);
        double[] mean = means(engine, contexts);
        GroupInfluences exact = new GroupInfluences(neurons, CONTEXTS, LENGTH - 1);
        GroupInfluences[] series = {new GroupInfluences(neurons, CONTEXTS, LENGTH - 1),
                new GroupInfluences(neurons, CONTEXTS, LENGTH - 1)};
        double[] closed = new double[TOLERANCES.length];
        double[] sampled = new double[TOLERANCES.length];
        for (int first = 0; first < CONTEXTS; first += AT_ONCE) {
            int[][] some = Arrays.copyOfRange(contexts, first, Math.min(CONTEXTS, first + AT_ONCE));
            exact.add(engine.neurons().ablate(some, targets(some.length), mean,
                    new AblationSpecification(Tier.CLOSED_FORM, null, null, null, null), 1).changes().delta(), groups,
                    first);
            for (int t = 0; t < TOLERANCES.length; t++) {
                NeuronAblation found = engine.neurons().ablate(some, targets(some.length), mean,
                        new AblationSpecification(Tier.MOMENTS, TOLERANCES[t], null, null, null), first);
                series[t].add(found.changes().delta(), groups, first);
                closed[t] += found.changes().shareClosedForm() * some.length / CONTEXTS;
                sampled[t] = Math.max(sampled[t], found.changes().sampledError());
            }
            System.err.printf("%d of %d contexts%n", first + some.length, CONTEXTS);
        }
        System.out.printf(Locale.ROOT, "%s: %d positions × %d neurons%n", model, groups.length, neurons);
        for (int t = 0; t < TOLERANCES.length; t++) {
            System.out.printf(Locale.ROOT,
                    "  tolerance %.0e: %.2f %% of the pairs in closed form, largest sampled error"
                            + " ÷ rms %.1e%n",
                    TOLERANCES[t], 100 * closed[t], sampled[t]);
            for (int group = 0; group < 2; group++) {
                print(series[t].errors(exact, group), group);
            }
        }
    }

    private static void print(GroupInfluences.Errors errors, int group) {
        System.out.printf(Locale.ROOT, "    %s: relative error of influence: median %.1e, 99th percentile %.1e,"
                + " largest %.1e; largest error %.4f standard errors%n", group == 0 ? "rare" : "common",
                errors.median(), errors.percentile99(), errors.largest(), errors.standardErrors());
    }

    private static byte[] groups(Path model, int vocabulary, int[][] contexts) throws IOException {
        TokenCounts counts = TokenCounts.load(model.getFileName().toString(), model, vocabulary);
        List<Long> frequencies = new ArrayList<>();
        for (int[] context : contexts) {
            for (int t = 1; t < LENGTH; t++) {
                frequencies.add(counts.of(context[t]));
            }
        }
        return FrequencyGroups.median(frequencies.stream().mapToLong(Long::longValue).toArray());
    }

    private static double[] means(InferenceEngine engine, int[][] contexts) {
        int neurons = engine.shape().neurons();
        double[] mean = new double[neurons];
        for (int[] context : contexts) {
            float[] activations = engine.capture(new int[][]{context}, targets(1), null).activations();
            for (int i = 0; i < activations.length; i++) {
                mean[i % neurons] += activations[i] / ((double) CONTEXTS * (LENGTH - 1));
            }
        }
        return mean;
    }

    private static int[][] targets(int contexts) {
        int[][] targets = new int[contexts][];
        Arrays.fill(targets, IntStream.range(0, LENGTH - 1).toArray());
        return targets;
    }
}
