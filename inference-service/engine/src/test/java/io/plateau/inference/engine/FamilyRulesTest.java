package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.WrittenCheckpoint;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.family.ModelFamily;

/** Configurations of the families since Llama: honoured in full, or refused by the name of the field. */
class FamilyRulesTest {
    private static final EngineSettings SETTINGS = new EngineSettings("cpu", 1, "float32", 0);

    @TempDir
    Path directory;

    /** Each replaces one field of a golden case by others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "llama-gqa|\"hidden_act\": \"silu\"|\"hidden_act\": \"mish\"|hidden_act 'mish'",
            "llama-gqa|\"pretraining_tp\": 1|\"pretraining_tp\": 1, \"attention_multiplier\": 0.5|attention_multiplier = 0.5",
            "llama-gqa|\"pretraining_tp\": 1|\"quantization_config\": {\"quant_method\": \"gptq\"}|has a quantization_config",
            "llama-gqa|\"pretraining_tp\": 1|\"sliding_window\": 7|sliding_window = 7",
            "llama-gqa|\"pretraining_tp\": 1|\"auto_map\": {\"AutoModelForCausalLM\": \"m.X\"}|has an auto_map",
            "llama-gqa|\"num_key_value_heads\": 2|\"num_key_value_heads\": 3|num_key_value_heads = 3, which do not divide",
            "llama-gqa|\"head_dim\": 10|\"head_dim\": 9|rotates 9 of 9 dimensions",
            "llama-gqa|\"head_dim\": 10|\"partial_rotary_factor\": 0.5|partial_rotary_factor = 0.5; the heads of this family are rotated whole",
            "llama-gqa|\"rope_type\": \"default\"|\"rope_type\": \"longrope\", \"long_factor\": [1]|kind 'longrope'; supported are default, linear, llama3, yarn",
            "llama-gqa|\"rope_type\": \"default\"|\"rope_type\": \"default\", \"beta_fast\": 3|beta_fast = 3",
            "llama3-scaled-biased|\"low_freq_factor\": 1.0|\"low_freq_factor\": 5.0|high_freq_factor = 4.0 and low_freq_factor = 5.0",
            "llama3-scaled-biased|\"low_freq_factor\": 1.0|\"slow\": 1.0|lacks low_freq_factor",
            "llama3-scaled-biased|\"factor\": 8.0|\"factor\": -8.0|factor = -8.0; it must be positive",
            "mistral-window|\"sliding_window\": 7|\"sliding_window\": 0|sliding_window = 0",
            "mistral-window|\"sliding_window\": 7|\"sliding_window\": 7, \"layer_types\": [\"full_attention\"]|layer_types = ",
            "qwen2-tied|\"use_sliding_window\": false|\"use_mrope\": true|use_mrope = true, which is not supported",
            "qwen2-tied|\"full_attention\"|\"chunked_attention\"|layer type 'chunked_attention'; supported are full_attention",
            "qwen2-tied|\"full_attention\"|\"sliding_attention\"|type sliding_attention but no sliding_window",
            "qwen2-tied|\"full_attention\"|\"full_attention\", \"full_attention\"|layer_types of 8 layers; the model has 4",
            "qwen2-tied|\"max_window_layers\": 28|\"max_window_layers\": -1|max_window_layers = -1; it must be a whole number from 0",
            "qwen2-tied|\"max_window_layers\": 28|\"attention_bias\": true|attention_bias = true",
            "phi3-window-partial|\"rope_type\": \"default\"|\"rope_type\": \"yarn\", \"factor\": 2.0|kind 'yarn'; this family is supported with the kind default only",
            "phi3-window-partial|\"rope_type\": \"default\"|\"type\": \"su\"|kind 'su'",
            "phi3-window-partial|\"sliding_window\": 6|\"sliding_window\": 6, \"attention_bias\": true|attention_bias = true, which is not supported",
            "olmo2|\"rms_norm_eps\": 1e-05|\"rms_norm_eps\": 1e-05, \"clip_qkv\": 8.0|clip_qkv = 8.0",
            "gemma2-capped|\"use_bidirectional_attention\": null|\"use_bidirectional_attention\": true|use_bidirectional_attention = true",
            "gemma2-capped|\"final_logit_softcapping\": 5.0|\"final_logit_softcapping\": 0|final_logit_softcapping = 0.0; it must be positive, or null",
            "gemma2-capped|\"query_pre_attn_scalar\": 20|\"query_pre_attn_scalar\": -1|query_pre_attn_scalar = -1.0",
            "gemma2-capped|\"hidden_activation\": \"gelu_pytorch_tanh\"|\"hidden_act\": \"gelu\"|hidden_act = 'gelu', which this family does not read"})
    void whatIsNotComputedIsRefusedByName(String golden, String from, String to, String named) throws IOException {
        Path model = WrittenCheckpoint.copyOf(GoldenCase.named(golden).model()).config(from, to).write(directory);

        String refusal = assertThrows(UnprocessableException.class, () -> InferenceEngine.load(model, SETTINGS))
                .getMessage();

        assertTrue(refusal.contains(named), refusal);
    }

    /** The published implementation would apply it; other formats hold code or have been cut in precision. */
    @Test
    void adaptersAndOtherFormatsAreRefused() throws IOException {
        Path model = WrittenCheckpoint.copyOf(GoldenCase.named("llama-gqa").model()).write(directory);
        Files.writeString(model.resolve("adapter_config.json"), "{\"peft_type\": \"LORA\"}");
        assertTrue(assertThrows(UnprocessableException.class, () -> InferenceEngine.load(model, SETTINGS)).getMessage()
                .contains("has an adapter_config.json, so that its weights alone are not the model"));
        Files.delete(model.resolve("adapter_config.json"));
        Files.move(model.resolve("model.safetensors"), model.resolve("pytorch_model.bin"));
        assertTrue(assertThrows(UnprocessableException.class, () -> InferenceEngine.load(model, SETTINGS)).getMessage()
                .contains("pytorch_model.bin; only safetensors weights are read"));
    }

    /** Published configurations have them, and they change nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "llama-gqa|\"pretraining_tp\": 1|\"pretraining_tp\": 2, \"max_sequence_length\": 2048",
            "llama-gqa|\"head_dim\": 10|\"head_dim\": null, \"rope_scaling\": null",
            "llama-gqa|\"rope_type\": \"default\"|\"type\": \"default\", \"partial_rotary_factor\": 1.0",
            "qwen2-tied|\"use_sliding_window\": false|\"use_mrope\": false",
            "qwen2-tied|\"sliding_window\": null|\"sliding_window\": 2",
            "phi3-window-partial|\"sliding_window\": 6|\"sliding_window\": 6, \"attention_bias\": false, \"lm_head_bias\": false",
            "phi3-window-partial|\"sliding_window\": 6|\"sliding_window\": 6, \"auto_map\": {\"AutoConfig\": \"m.Phi3Config\"}",
            "gemma2-capped|\"hidden_activation\": \"gelu_pytorch_tanh\"|\"hidden_act\": \"gelu_pytorch_tanh\"",
            "gemma2-capped|\"tie_word_embeddings\": true|\"cache_implementation\": \"hybrid\"",
            "gemma2-capped|\"layer_types\": [|\"layer_types\": null, \"_unused\": ["})
    void whatChangesNothingIsHarmless(String golden, String from, String to) throws IOException {
        GoldenCase given = GoldenCase.named(golden);

        assertArrayEquals(losses(given.model(), given),
                losses(WrittenCheckpoint.copyOf(given.model()).config(from, to).write(directory), given));
    }

    /** Null is not the same as absent where the library's default is a number. */
    @Test
    void nullSwitchesWindowsAndCapsOff() throws IOException {
        GoldenCase mistral = GoldenCase.named("mistral-window");
        Path all = WrittenCheckpoint.copyOf(mistral.model())
                .config("\"sliding_window\": 7", "\"sliding_window\": null").write(directory.resolve("a"));
        Path wide = WrittenCheckpoint.copyOf(mistral.model())
                .config("\"sliding_window\": 7", "\"sliding_window\": 24").write(directory.resolve("b"));
        assertArrayEquals(losses(wide, mistral), losses(all, mistral));
        assertFalse(Arrays.equals(losses(mistral.model(), mistral), losses(all, mistral)));
        assertEquals(List.of(), shape(all).attention().windows());
        assertEquals(CausalMask.UNLIMITED, shape(all).attention().window(3));
        assertEquals(4_096, shape(WrittenCheckpoint.copyOf(mistral.model())
                .config("\"sliding_window\": 7,", "").write(directory.resolve("c"))).attention().window(0));

        GoldenCase gemma = GoldenCase.named("gemma2-capped");
        Path uncapped = WrittenCheckpoint.copyOf(gemma.model())
                .config("\"final_logit_softcapping\": 5.0", "\"final_logit_softcapping\": null")
                .config("\"attn_logit_softcapping\": 3.0", "\"attn_logit_softcapping\": null")
                .write(directory.resolve("d"));
        Path hardly = WrittenCheckpoint.copyOf(gemma.model())
                .config("\"final_logit_softcapping\": 5.0", "\"final_logit_softcapping\": 1e6")
                .config("\"attn_logit_softcapping\": 3.0", "\"attn_logit_softcapping\": 1e6")
                .write(directory.resolve("e"));
        assertArrayEquals(losses(hardly, gemma), losses(uncapped, gemma), 1e-4f);
        assertEquals(List.of(5, 0, 5), shape(gemma.model()).attention().windows());
    }

    @ParameterizedTest
    @ValueSource(strings = {"olmo2", "gemma2-capped"})
    void withoutAClosedFormTheTierIsNaiveAndTheOthersAreRefused(String name) {
        GoldenCase golden = GoldenCase.named(name);
        int[][] contexts = {golden.contexts()[0]};
        int[][] targets = {{1, 2}};
        double[] mean = golden.values("mean_activation");
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), SETTINGS)) {
            NeuronAblation found = engine.neurons().ablate(contexts, targets, mean,
                    new AblationSpecification(null, null, null, null, null), 1);

            assertEquals(Tier.NAIVE, found.tier());
            assertTrue(engine.notes().stream().anyMatch(note -> note.contains("no closed form")),
                    engine.notes().toString());
            for (Tier tier : List.of(Tier.MOMENTS, Tier.CLOSED_FORM)) {
                String refusal = assertThrows(UnprocessableException.class, () -> engine.neurons().ablate(contexts,
                        targets, mean, new AblationSpecification(tier, null, null, null, null), 1)).getMessage();
                assertTrue(refusal.startsWith("ablation.tier is '" + tier.label() + "', but models of the family "
                        + engine.shape().family() + " have no closed form"), refusal);
            }
        }
        assertThrows(UnprocessableException.class,
                () -> shape(golden.model())
                        .requireTier(new AblationSpecification(Tier.MOMENTS, null, null, null, null)));
    }

    /** Through a window a row holds the keys seen and no others; they sum to one. */
    @Test
    void rowsOfAWindowHoldTheKeysSeen() {
        GoldenCase golden = GoldenCase.named("mistral-window");
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), SETTINGS)) {
            int[] targets = {0, 3, 6, 7, 20};
            float[] rows = engine.capture(new int[][]{golden.contexts()[0]}, new int[][]{targets}, List.of(2))
                    .attention()[0][0];
            double[] expected = golden.values("attention");
            int length = golden.contexts()[0].length;
            int at = 0;
            for (int head = 0; head < 4; head++) {
                for (int t : targets) {
                    for (int key = Math.max(0, t - 6); key <= t; key++) {
                        assertEquals(expected[((2 * 4 + head) * length + t) * length + key], rows[at++], 1e-5);
                    }
                }
            }
            assertEquals(rows.length, at);
        }
    }

    private static ModelShape shape(Path model) {
        return ModelFamily.shapeOfAny(Checkpoint.open(model));
    }

    private static float[] losses(Path model, GoldenCase golden) {
        int[][] targets = Arrays.stream(golden.contexts())
                .map(context -> IntStream.range(0, context.length - 1).toArray()).toArray(int[][]::new);
        try (InferenceEngine engine = InferenceEngine.load(model, SETTINGS)) {
            assertEquals(engine.shape(), shape(model));
            return engine.capture(golden.contexts(), targets, null).baselineLoss();
        }
    }
}
