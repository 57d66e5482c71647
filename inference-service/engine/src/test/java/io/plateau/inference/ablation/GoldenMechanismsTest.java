package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.checkpoint.ElementType;
import io.plateau.inference.checkpoint.SafetensorsFile;
import io.plateau.inference.checkpoint.TensorEntry;
import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.parallel.Workers;

/**
 * Effects taken apart and joint ablations of every golden case that has {@code mechanisms.safetensors}, against plain recomputation
 * in float64. What differs are the float32 activations and residuals on which both are computed here.
 */
class GoldenMechanismsTest {
    private static final double TOLERANCE = 1e-5;
    /** Of shares, cosines and correlations that follow from weights alone, in float64. */
    private static final double OF_WEIGHTS = 1e-6;
    private static final Workers WORKERS = new Workers(2);
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");

    /** A golden case with its mechanisms. */
    record Case(GoldenCase golden, SafetensorsFile mechanisms) {
        double[] values(String tensor) {
            TensorEntry entry = mechanisms.entries().get(tensor);
            ByteBuffer raw = mechanisms.map(entry);
            double[] values = new double[(int) entry.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = entry.type() == ElementType.I64
                        ? raw.getLong(i * Long.BYTES)
                        : raw.getDouble(i * Double.BYTES);
            }
            return values;
        }

        boolean has(String tensor) {
            return mechanisms.entries().containsKey(tensor);
        }

        UnigramDirection unigram(int vocabulary) {
            return UnigramDirection.of(Arrays.stream(values("counts")).mapToLong(count -> (long) count).toArray(),
                    vocabulary);
        }

        @Override
        public String toString() {
            return golden.toString();
        }
    }

    static Stream<Case> cases() {
        return GoldenCase.all().stream().filter(golden -> Files.exists(file(golden)))
                .map(golden -> new Case(golden, SafetensorsFile.open(file(golden))));
    }

    private static Path file(GoldenCase golden) {
        return golden.directory().resolve("mechanisms.safetensors");
    }

    @AfterAll
    static void close() {
        WORKERS.close();
        MANAGER.close();
    }

    @Test
    void thereAreCases() {
        assertFalse(cases().toList().isEmpty(), "golden.dir holds no case with mechanisms.safetensors");
    }

    /** A tensor that no test compares would only look as if it held. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyTensorIsKnown(Case given) {
        Set<String> unknown = new TreeSet<>(given.mechanisms.entries().keySet());
        unknown.removeAll(List.of("total", "direct", "total_with_unigram_frozen", "entropy_change",
                "unigram_kl_change", "zero_ablation_delta_loss", "counts", "unigram_direction", "joint_sets",
                "joint_delta_loss", "null_space_directions", "null_space_share", "output_norm", "logit_variance",
                "unigram_alignment"));
        assertEquals(Set.of(), unknown, given + " has tensors that nothing compares");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void effectsInClosedForm(Case given) {
        GoldenBlock block = GoldenBlock.of(given.golden, MANAGER);
        NeuronDirections directions = new NeuronDirections(MANAGER, block.model(), 0, DataType.FLOAT64);
        UnigramDirection unigram = given.unigram(block.model().vocabulary());
        compare(given, "unigram_direction", OF_WEIGHTS, unigram.direction());

        LossChanges found = new EffectsInClosedForm(directions, WORKERS, unigram).ablate(block.block());

        effects(found).forEach((tensor, values) -> compare(given, tensor, TOLERANCE, doubles(values)));
    }

    private static Map<String, float[]> effects(LossChanges found) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("total", found.delta());
        tensors.put("direct", found.effects().direct());
        tensors.put("total_with_unigram_frozen", found.effects().withUnigramFrozen());
        tensors.put("entropy_change", found.effects().entropyChange());
        tensors.put("unigram_kl_change", found.effects().unigramKlChange());
        return tensors;
    }

    /** The promise of the total effect, held for every part: each neuron's mean over all positions. */
    @ParameterizedTest
    @MethodSource("cases")
    void effectsFromMoments(Case given) {
        GoldenBlock block = GoldenBlock.of(given.golden, MANAGER);
        NeuronDirections directions = new NeuronDirections(MANAGER, block.model(), 0, DataType.FLOAT64);
        UnigramDirection unigram = given.unigram(block.model().vocabulary());
        for (Series series : List.of(new Series(2, 0.05), new Series(3, 0.1))) {
            LossChanges found = new Moments(directions, WORKERS, series, 0, 1, unigram, 1,
                    deviation -> new Guard(series.order(), deviation, DataType.FLOAT64)).ablate(block.block());

            effects(found).forEach((tensor, values) -> {
                double worst = worst(doubles(values), given.values(tensor), block.block().neurons());
                String message = String.format(Locale.ROOT,
                        "%s %s, %s: largest error of a mean %.3f of what is promised",
                        given, tensor, series, worst);
                System.out.println(message);
                assertTrue(worst <= 1, message);
            });
        }
    }

    /** Largest error of a neuron's mean, in units of the larger of 1 % of its standard error and 1e-3 of the mean itself. */
    private static double worst(double[] found, double[] exact, int neurons) {
        int positions = exact.length / neurons;
        double worst = 0;
        for (int n = 0; n < neurons; n++) {
            int neuron = n;
            double[] changes = IntStream.range(0, positions).mapToDouble(p -> exact[p * neurons + neuron]).toArray();
            double error = IntStream.range(0, positions).mapToDouble(p -> found[p * neurons + neuron]).average()
                    .orElseThrow() - StatUtils.mean(changes);
            double standardError = Math.sqrt(StatUtils.variance(changes) / positions);
            // Rounding of a mean of float32 values near 1e-3 nats at most.
            double allowed = Math.max(Math.max(0.01 * standardError, 1e-3 * Math.abs(StatUtils.mean(changes))), 1e-9);
            worst = Math.max(worst, Math.abs(error) / allowed);
        }
        return worst;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void jointAblation(Case given) {
        GoldenBlock block = GoldenBlock.of(given.golden, MANAGER);
        double[] flags = given.values("joint_sets");
        int neurons = block.block().neurons();
        int[][] sets = IntStream.range(0, flags.length / neurons)
                .mapToObj(set -> IntStream.range(0, neurons).filter(n -> flags[set * neurons + n] != 0).toArray())
                .toArray(int[][]::new);

        compare(given, "joint_delta_loss", TOLERANCE, new ResidualDelta(block.model()).ablate(block.block(), sets));
        for (DataType precision : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            NeuronDirections directions = new NeuronDirections(MANAGER, block.model(), 0, precision);
            List<NeuronSubset> named = Stream.of(sets).map(NeuronSubset::of).toList();
            List<NeuronSubset> complements = Stream.of(sets).map(set -> NeuronSubset.allBut(
                    IntStream.range(0, neurons).filter(n -> Arrays.binarySearch(set, n) < 0).toArray())).toList();

            compare(given, "joint_delta_loss", TOLERANCE,
                    doubles(new JointAblation(directions, WORKERS).ablate(block.block(), named)));
            compare(given, "joint_delta_loss", TOLERANCE,
                    doubles(new JointAblation(directions, WORKERS).ablate(block.block(), complements)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void zeroAblation(Case given) {
        GoldenBlock block = GoldenBlock.withMeans(given.golden, MANAGER,
                new double[given.golden.values("mean_activation").length]);
        NeuronDirections directions = new NeuronDirections(MANAGER, block.model(), 0, DataType.FLOAT64);

        float[] found = new ClosedForm(directions, WORKERS).ablate(block.block()).delta();

        compare(given, "zero_ablation_delta_loss", TOLERANCE, doubles(found));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void propertiesOfWeights(Case given) {
        GoldenBlock block = GoldenBlock.of(given.golden, MANAGER);
        WeightProperties found = WeightProperties.of(MANAGER, block.model(),
                (int) given.values("null_space_directions")[0], given.unigram(block.model().vocabulary()));

        compare(given, "output_norm", OF_WEIGHTS, found.outputNorm());
        compare(given, "null_space_share", OF_WEIGHTS, found.nullSpaceShare());
        compare(given, "logit_variance", OF_WEIGHTS, found.logitVariance());
        compare(given, "unigram_alignment", OF_WEIGHTS, found.unigramAlignment());
    }

    private static void compare(Case given, String tensor, double tolerance, double[] found) {
        if (!given.has(tensor)) {
            System.out.println(given + " " + tensor + ": the case has none, nothing is compared");
            return;
        }
        double[] expected = given.values(tensor);
        assertEquals(expected.length, found.length, tensor);
        double largest = 0;
        for (int i = 0; i < found.length; i++) {
            // Math.max keeps a NaN, which then fails the assertion.
            largest = Math.max(largest, Math.abs(found[i] - expected[i]));
        }
        String message = String.format(Locale.ROOT, "%s %s: largest difference %.2e of %d, tolerance %.1e", given,
                tensor, largest, found.length, tolerance);
        System.out.println(message);
        assertTrue(largest <= tolerance, message);
    }
}
