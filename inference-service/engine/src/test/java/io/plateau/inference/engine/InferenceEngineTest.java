package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.contracts.specification.AttentionSpecification;
import io.plateau.contracts.specification.AttentionSpecification.LayerRange;
import io.plateau.contracts.specification.AttentionSpecification.Mode;
import io.plateau.inference.heads.ContextPairs;
import io.plateau.inference.heads.Target;
import io.plateau.inference.model.ModelShape;

class InferenceEngineTest {
    private static final GoldenCase NEOX = GoldenCase.named("gpt-neox");
    private static final GoldenCase GPT2 = GoldenCase.named("gpt2");
    private static final int[][] TARGETS = {{0, 5, 22}, {}, {3}, {7, 8}};
    private static final byte[][] GROUPS = {{0, 1, 2}, {}, {1}, {0, 0}};
    private static final AblationSpecification MOMENTS = new AblationSpecification(Tier.MOMENTS, null, 3, 0.05, null);
    private static final AblationSpecification CLOSED_FORM = new AblationSpecification(Tier.CLOSED_FORM, null, null,
            null, null);
    private static final List<AblationSpecification> EVERY_TIER = List.of(MOMENTS, CLOSED_FORM,
            new AblationSpecification(Tier.NAIVE, null, null, null, null));
    private static final int GPT2_WIDTH = 36;
    /** Context 0 receives at position 4 from context 1. */
    private static final ContextPairs PAIR = new ContextPairs(new int[][]{{5, 9, 2, 40, 17}}, new int[]{4},
            new int[][]{{8, 9, 2, 41, 3}}, new int[]{4});
    private static InferenceEngine neox;
    private static InferenceEngine gpt2;

    @BeforeAll
    static void load() {
        neox = InferenceEngine.load(NEOX.model(), EngineSettings.defaults());
        gpt2 = InferenceEngine.load(GPT2.model(), EngineSettings.defaults());
    }

    @AfterAll
    static void close() {
        neox.close();
        gpt2.close();
    }

    @Test
    void tellsItsShape() {
        assertEquals(new ModelShape("gpt_neox", 3, 5, 40, 96, 101, 64, true), neox.shape());
        assertEquals(new ModelShape("gpt2", 3, 3, 36, 144, 97, 64, false), gpt2.shape());
        assertEquals(8, neox.shape().headWidth());
    }

    @Test
    void tellsWhatComputes() {
        EngineInfo info = neox.info();

        assertEquals("PyTorch", info.engine());
        assertTrue(info.nativeVersion().startsWith("2.7"), info.nativeVersion());
        assertEquals(Runtime.getRuntime().availableProcessors(), info.threads());
    }

    @Test
    void partsOfAContextHoldTheRowsOfTheWhole() {
        int[][] context = {NEOX.contexts()[0]};
        int[] all = IntStream.range(0, context[0].length - 1).toArray();
        Capture whole = neox.capture(context, new int[][]{all}, List.of(0, 1));
        double[] mean = new double[neox.shape().neurons()];
        float[] losses = neox.neurons().ablate(context, new int[][]{all}, mean, CLOSED_FORM, 1).changes().delta();
        int neurons = neox.shape().neurons();
        int cut = 9;

        int[][] parts = {IntStream.range(0, cut).toArray(), {}, IntStream.range(cut, all.length).toArray()};
        int row = 0;
        for (int[] part : parts) {
            Capture held = neox.capture(context, new int[][]{part}, List.of(0, 1));
            float[] changes = neox.neurons().ablate(context, new int[][]{part}, mean, CLOSED_FORM, 1).changes().delta();

            // The same forward pass, so the same bits; the closed form is float64 rounded to float32
            assertArrayEquals(Arrays.copyOfRange(whole.activations(), row * neurons, (row + part.length) * neurons),
                    held.activations());
            assertArrayEquals(Arrays.copyOfRange(whole.baselineLoss(), row, row + part.length), held.baselineLoss(),
                    1e-6f);
            assertArrayEquals(Arrays.copyOfRange(losses, row * neurons, (row + part.length) * neurons), changes, 1e-7f);
            assertArrayEquals(whole.headOutputSum(), held.headOutputSum());
            row += part.length;
        }
        EVERY_TIER.forEach(how -> assertEquals(0,
                neox.neurons().ablate(context, new int[][]{{}}, mean, how, 1).changes().delta().length));
    }

    @Test
    void layersDefaultToTheLastQuarterOfThoseThatReachTheFinalMlp() {
        assertEquals(List.of(0, 1), neox.shape().layersThatReachFinalMlp());
        assertEquals(List.of(1), neox.shape().attentionLayers(null));
        assertEquals(List.of(0, 1, 2), gpt2.shape().layersThatReachFinalMlp());
        assertEquals(List.of(2), gpt2.shape().attentionLayers(null));
        assertEquals(List.of(0, 1), neox.shape().attentionLayers(List.of(1, 0)));
    }

    @Test
    void refusesLayersThatCannotBeStudied() {
        assertRefused("cannot reach the final MLP: with a parallel residual",
                () -> neox.shape().attentionLayers(List.of(1, 2)));
        assertRefused("layer 3 does not exist; the model has layers 0 to 2",
                () -> gpt2.shape().attentionLayers(List.of(3)));
        assertRefused("cannot reach", () -> neox.ablateHeads(NEOX.contexts(), TARGETS, GROUPS, List.of(2), Mode.ZERO,
                new int[]{0}, null, 1, 2));
    }

    @Test
    void refusesPatchesThatCannotReachTheFinalMlp() {
        assertRefused("cannot reach the final MLP", () -> neox.patchHeads(PAIR, List.of(2), new int[]{0}));
        assertRefused("neuron 96 does not exist", () -> neox.patchHeads(PAIR, List.of(1), new int[]{96}));
        assertRefused("no neurons were named", () -> neox.patchHeads(PAIR, List.of(1), new int[0]));
    }

    @Test
    void theLayersStudiedAreClippedToThoseThatReachTheFinalMlp() {
        assertEquals(List.of(2), gpt2.shape().layersToStudy(range(LayerRange.LAST_QUARTER)));
        assertEquals(List.of(1, 2), gpt2.shape().layersToStudy(range(LayerRange.LAST_TWO)));
        // Of three layers none is among the paper's: the last one is the nearest.
        assertEquals(List.of(2), gpt2.shape().layersToStudy(range(LayerRange.PAPER)));
        ModelShape pythia = new ModelShape("gpt_neox", 24, 16, 1_024, 4_096, 50_304, 2_048, true);
        assertEquals(List.of(20, 21, 22), pythia.layersToStudy(range(LayerRange.PAPER)));
        assertEquals(List.of(21, 22), pythia.layersToStudy(range(LayerRange.LAST_TWO)));
        ModelShape xl = new ModelShape("gpt2", 48, 25, 1_600, 6_400, 50_257, 1_024, false);
        assertEquals(IntStream.rangeClosed(20, 30).boxed().toList(), xl.layersToStudy(range(LayerRange.PAPER)));
    }

    private static AttentionSpecification range(LayerRange range) {
        return new AttentionSpecification(null, range, null, null, null, null, null, null, null, null, null);
    }

    /** Golden head outputs C, L, H, T, d decide the controls' size in the mode that was requested. */
    @Test
    void controlsAreAsLargeAsTheMedianHeadInItsMode() {
        int[] neuron = {7};
        double[] mean = new double[GPT2_WIDTH];
        HeadAblation zero = gpt2.ablateHeads(GPT2.contexts(), TARGETS, GROUPS, List.of(1), Mode.ZERO, neuron, null, 1,
                2);
        HeadAblation same = gpt2.ablateHeads(GPT2.contexts(), TARGETS, GROUPS, List.of(1), Mode.MEAN, neuron, mean, 1,
                2);
        HeadAblation bos = gpt2.ablateHeads(GPT2.contexts(), TARGETS, GROUPS, List.of(1), Mode.BOS, neuron, null, 1, 2);

        // A mean of zero is the mode zero, its controls included; another mode moves the residual stream otherwise
        assertArrayEquals(zero.meanSigned(), same.meanSigned(), 1e-6f);
        int control = 5 * zero.counts().length;
        assertEquals(Target.Kind.CONTROL_NORM, zero.targets().get(5).kind());
        assertNotEquals(zero.meanSigned()[control], bos.meanSigned()[control], 1e-6f);
    }

    @Test
    void capturesWhatTheTargetsSee() {
        // Given golden attention C, L, H, T, T and head outputs C, L, H, T, d
        double[] attention = NEOX.values("attention");
        double[] headOutput = NEOX.values("head_output");
        double[] activation = NEOX.values("final_mlp_activation");

        // When
        Capture capture = neox.capture(NEOX.contexts(), TARGETS, List.of(0, 1));

        // Then rows of the targets 0, 5, 22 have 1 + 6 + 23 weights, head after head
        float[] rows = capture.attention()[0][1];
        assertEquals(5 * 30, rows.length);
        assertEquals(0, capture.attention()[1][1].length);
        int layer1Head2Query5 = ((3 * 0 + 1) * 5 + 2) * 24 * 24 + 5 * 24;
        for (int key = 0; key <= 5; key++) {
            assertEquals(attention[layer1Head2Query5 + key], rows[2 * 30 + 1 + key], 1e-4);
        }
        // and activations are those of the target positions: row 4 is position 7 of context 3
        assertEquals(6 * 96, capture.activations().length);
        for (int n = 0; n < 96; n++) {
            assertEquals(activation[(3 * 24 + 7) * 96 + n], capture.activations()[4 * 96 + n], 1e-4);
        }
        // and head outputs are summed over all positions
        assertEquals(4 * 24, capture.headOutputPositions());
        double sum = 0;
        for (int c = 0; c < 4; c++) {
            for (int t = 0; t < 24; t++) {
                sum += headOutput[((((c * 3 + 1) * 5 + 4) * 24) + t) * 8 + 3];
            }
        }
        assertEquals(sum, capture.headOutputSum()[(5 + 4) * 8 + 3], 1e-3);
    }

    @Test
    void ablatesHeadsOverTheGroupsOfEachContext() {
        // Given golden activations C, T, N without ablation
        double[] activation = GPT2.values("final_mlp_activation");

        // When
        HeadAblation found = gpt2.ablateHeads(GPT2.contexts(), TARGETS, GROUPS, List.of(1, 2), Mode.ZERO,
                new int[]{7, 100},
                null, 1, 2);

        // Then per layer three heads, the layer and two controls in two directions each follow the baseline
        assertEquals(1 + 2 * 8, found.targets().size());
        assertEquals(new Target(Target.Kind.BASELINE, -1, -1), found.targets().get(0));
        assertEquals(new Target(Target.Kind.HEAD, 2, 0), found.targets().get(9));
        assertEquals(Target.control(Target.Kind.CONTROL_FEED_FORWARD, 2, 1), found.targets().get(16));
        assertArrayEquals(new int[]{1, 1, 0, 0, 0, 1, 2, 0}, found.counts());
        // and the baseline of context 3, rare, neuron 100 is the mean over its positions 7 and 8
        double a = activation[(3 * 24 + 7) * 144 + 100];
        double b = activation[(3 * 24 + 8) * 144 + 100];
        int cell = (3 * 2 + 0) * 2 + 1;
        assertEquals((a + b) / 2, found.meanSigned()[cell], 1e-5);
        assertEquals((Math.abs(a) + Math.abs(b)) / 2, found.meanAbsolute()[cell], 1e-5);
        // and a context without targets holds zeros
        assertEquals(0, found.meanAbsolute()[(1 * 2 + 0) * 2]);
    }

    @Test
    void leavesNoTensorBehind() {
        double[] mean = GPT2.values("mean_activation");
        Runnable allCalls = () -> {
            gpt2.capture(GPT2.contexts(), TARGETS, null);
            gpt2.neurons().ablate(GPT2.contexts(), TARGETS, mean, MOMENTS, 1);
            gpt2.neurons().ablate(GPT2.contexts(), TARGETS, mean,
                    new AblationSpecification(Tier.CLOSED_FORM, null, null, null, null), 1);
            gpt2.neurons().ablate(GPT2.contexts(), TARGETS, mean,
                    new AblationSpecification(Tier.NAIVE, null, null, null, null),
                    1);
            gpt2.ablateHeads(GPT2.contexts(), TARGETS, GROUPS, null, Mode.UNIFORM, new int[]{1}, null, 1, 2);
            gpt2.patchHeads(PAIR, null, new int[]{1});
        };
        // Given what is set up once
        allCalls.run();
        int kept = gpt2.keptTensors();

        // When
        allCalls.run();

        // Then
        assertEquals(kept, gpt2.keptTensors());
    }

    @Test
    void sameInputGivesTheSameBits() {
        double[] mean = NEOX.values("mean_activation");

        NeuronAblation first = neox.neurons().ablate(NEOX.contexts(), TARGETS, mean, MOMENTS, 7);
        NeuronAblation second = neox.neurons().ablate(NEOX.contexts(), TARGETS, mean, MOMENTS, 7);

        assertArrayEquals(first.changes().delta(), second.changes().delta());
        assertEquals(first.changes().sampledError(), second.changes().sampledError());
    }

    @Test
    void answersForABlockWithoutTargets() {
        int[][] none = new int[4][0];

        Capture capture = neox.capture(NEOX.contexts(), none, null);
        NeuronAblation ablation = neox.neurons().ablate(NEOX.contexts(), none, NEOX.values("mean_activation"), MOMENTS,
                1);

        assertEquals(0, capture.activations().length);
        assertEquals(0, ablation.changes().delta().length);
        assertEquals(0, ablation.changes().shareClosedForm());
    }

    @Test
    void refusesInputThatDoesNotFitTheModel() {
        int[][] targets = {{0}};
        int[] ascending = IntStream.range(0, 65).toArray();
        assertRefused("65 tokens but the model has only 64", () -> neox.capture(new int[][]{ascending}, targets, null));
        assertRefused("token id 101 is outside", () -> neox.capture(new int[][]{{101, 1}}, targets, null));
        assertRefused("same length", () -> neox.ablateHeads(new int[][]{{1, 2}, {1, 2, 3}}, new int[2][0],
                new byte[2][0], null, Mode.ZERO, new int[]{0}, null, 1, 2));
        assertRefused("at most 0", () -> neox.capture(new int[][]{{1, 2}}, new int[][]{{1}}, null));
        assertRefused("mean activations of 3 neurons", () -> neox.neurons().ablate(new int[][]{{1, 2}}, targets,
                new double[3], MOMENTS, 1));
        assertRefused("neuron 96 does not exist", () -> neox.ablateHeads(new int[][]{{1, 2}}, targets,
                new byte[][]{{0}}, null, Mode.ZERO, new int[]{96}, null, 1, 2));
        assertRefused("mode mean needs 40 mean head outputs", () -> neox.ablateHeads(new int[][]{{1, 2}}, targets,
                new byte[][]{{0}}, null, Mode.MEAN, new int[]{0}, null, 1, 2));
    }

    @Test
    void refusesADeviceThatIsNotThere() {
        assertRefused("GPUs; use auto or cpu",
                () -> InferenceEngine.load(NEOX.model(), new EngineSettings("cuda:99", 0, "float32", 0)));
    }

    private static void assertRefused(String reason, Executable call) {
        UnprocessableException refusal = assertThrows(UnprocessableException.class, call);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
