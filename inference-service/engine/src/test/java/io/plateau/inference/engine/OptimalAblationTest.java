package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.ablation.OptimalConstant;

/** Constants in place of activations, beside the oracle at one constant after the other. */
class OptimalAblationTest {
    private static final AblationSpecification NAIVE = new AblationSpecification(Tier.NAIVE, null, null, null, null);
    private static final AblationSpecification AUTO = new AblationSpecification(Tier.AUTO, null, null, null, null);
    private static final int GRID = 61;

    /** What the tests of a case share. */
    private record Setting(int[][] contexts, int[][] targets, byte[] groups, double[] mean, double[] deviation) {

        static Setting of(InferenceEngine engine, GoldenCase golden) {
            int[][] contexts = golden.contexts();
            int[][] targets = Arrays.stream(contexts).map(context -> IntStream.range(0, context.length - 1).toArray())
                    .toArray(int[][]::new);
            float[] activation = engine.capture(contexts, targets, List.of()).activations();
            int neurons = engine.shape().neurons();
            int positions = activation.length / neurons;
            double[] mean = new double[neurons];
            double[] deviation = new double[neurons];
            for (int i = 0; i < activation.length; i++) {
                mean[i % neurons] += (double) activation[i] / positions;
            }
            for (int i = 0; i < activation.length; i++) {
                deviation[i % neurons] += Math.pow(activation[i] - mean[i % neurons], 2) / positions;
            }
            byte[] groups = new byte[positions];
            for (int p = 0; p < positions; p++) {
                groups[p] = (byte) (p % 3);
            }
            return new Setting(contexts, targets, groups, mean,
                    Arrays.stream(deviation).map(Math::sqrt).toArray());
        }

        /** N: means over the positions of a group. */
        double[] means(float[] changes, int group) {
            double[] means = new double[mean.length];
            long members = IntStream.range(0, groups.length).filter(p -> groups[p] == group).count();
            for (int i = 0; i < changes.length; i++) {
                means[i % mean.length] += groups[i / mean.length] == group ? changes[i] / (double) members : 0;
            }
            return means;
        }

        double[] at(double deviations) {
            return IntStream.range(0, mean.length).mapToDouble(n -> mean[n] + deviations * deviation[n]).toArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2", "llama-gqa", "gemma2-capped"})
    void everyTierAndLayerGivesTheSameLossesAsOneAblationPerConstant(String name) {
        GoldenCase golden = GoldenCase.named(name);
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            Setting setting = Setting.of(engine, golden);
            double[][] nodes = OptimalConstant.nodes(setting.mean, setting.deviation);
            double[][][] twin = new double[2][nodes.length][];
            for (int j = 0; j < nodes.length; j++) {
                float[] changes = engine.neurons().ablate(setting.contexts, setting.targets, nodes[j], NAIVE, 1)
                        .changes().delta();
                for (int g = 0; g < 2; g++) {
                    twin[g][j] = setting.means(changes, g);
                }
            }
            int last = engine.shape().layers() - 1;
            List<double[][][]> all = List.of(
                    engine.neurons().constantLosses(setting.contexts, setting.targets, setting.groups, nodes, AUTO, 1),
                    engine.neurons().constantLosses(setting.contexts, setting.targets, setting.groups, nodes, NAIVE, 1),
                    engine.at(last).layer().constantLosses(setting.contexts, setting.targets, setting.groups, nodes));
            for (double[][][] found : all) {
                for (int g = 0; g < 2; g++) {
                    int group = g;
                    double positions = IntStream.range(0, setting.groups.length)
                            .filter(p -> setting.groups[p] == group).count();
                    for (int j = 0; j < nodes.length; j++) {
                        for (int n = 0; n < setting.mean.length; n++) {
                            // The guard's remainder, 4.5 · 0.05³ / 6 = 1e-4 nats for a pair at most, and float32 losses
                            assertEquals(twin[g][j][n], found[g][j][n] / positions,
                                    2e-5 + 1e-3 * Math.abs(twin[g][j][n]),
                                    golden + " node " + j + " neuron " + n);
                        }
                    }
                }
            }
        }
    }

    /** No constant of a grid over the same interval does better for a group's loss, by the oracle. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2", "llama-gqa"})
    void noOtherConstantDoesBetter(String name) {
        GoldenCase golden = GoldenCase.named(name);
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            Setting setting = Setting.of(engine, golden);
            int neurons = setting.mean.length;
            double[][][] sums = engine.neurons().constantLosses(setting.contexts, setting.targets, setting.groups,
                    OptimalConstant.nodes(setting.mean, setting.deviation), AUTO, 1);
            double[][] constants = {new double[neurons], new double[neurons], setting.mean};
            for (int g = 0; g < 2; g++) {
                int group = g;
                double positions = IntStream.range(0, setting.groups.length).filter(p -> setting.groups[p] == group)
                        .count();
                for (int n = 0; n < neurons; n++) {
                    int neuron = n;
                    constants[g][n] = OptimalConstant.of(setting.mean[n], setting.deviation[n],
                            Arrays.stream(sums[g]).mapToDouble(node -> node[neuron] / positions).toArray()).value();
                }
            }
            float[] optimal = engine.neurons().ablate(setting.contexts, setting.targets,
                    new Replacement.ByGroup(constants, setting.groups), NAIVE, 1,
                    new Pilot(setting.groups, 1, 0, 1), null).changes().delta();
            double[][] least = {new double[neurons], new double[neurons]};
            Arrays.stream(least).forEach(group -> Arrays.fill(group, Double.POSITIVE_INFINITY));
            for (int i = 0; i < GRID; i++) {
                float[] changes = engine.neurons().ablate(setting.contexts, setting.targets,
                        setting.at(OptimalConstant.REACH * (2.0 * i / (GRID - 1) - 1)), NAIVE, 1).changes().delta();
                for (int g = 0; g < 2; g++) {
                    double[] means = setting.means(changes, g);
                    for (int n = 0; n < neurons; n++) {
                        least[g][n] = Math.min(least[g][n], means[n]);
                    }
                }
            }
            for (int g = 0; g < 2; g++) {
                double[] found = setting.means(optimal, g);
                for (int n = 0; n < neurons; n++) {
                    // What the series and the polynomial may leave: a loss is flat about its least value.
                    assertTrue(found[n] <= least[g][n] + 1e-5,
                            golden + " neuron " + n + ": " + found[n] + " is more than " + least[g][n]);
                }
            }
        }
    }
}
