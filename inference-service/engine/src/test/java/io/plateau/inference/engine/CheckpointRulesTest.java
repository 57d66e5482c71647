package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.checkpoint.ElementType;
import io.plateau.inference.checkpoint.WrittenCheckpoint;

/** Every field of the configuration and every tensor is used, known to be harmless, or refused or named. */
class CheckpointRulesTest {
    private static final GoldenCase NEOX = GoldenCase.named("gpt-neox");
    private static final GoldenCase GPT2 = GoldenCase.named("gpt2");
    private static final EngineSettings SETTINGS = new EngineSettings("cpu", 1, "float32", 0);

    @TempDir
    Path directory;
    private WrittenCheckpoint neox;
    private WrittenCheckpoint gpt2;

    @BeforeEach
    void copy() throws IOException {
        neox = WrittenCheckpoint.copyOf(NEOX.model());
        gpt2 = WrittenCheckpoint.copyOf(GPT2.model());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"hidden_act_fn\": \"gelu\"|hidden_act_fn = \"gelu\"",
            "\"n_embd\": 36, \"hidden_size\": 40|n_embd = 36 but hidden_size = 40",
            "\"n_embd\": 36, \"n_embd\": 36|Duplicate field 'n_embd'",
            "\"n_embd\": 36, \"layer_norm_eps\": 0.3|layer_norm_eps = 0.3",
            "\"n_embd\": 36, \"intermediate_size\": 100|intermediate_size = 100",
            "\"n_embd\": 36, \"add_cross_attention\": true|add_cross_attention = true",
            "\"n_embd\": 36, \"is_encoder_decoder\": true|is_encoder_decoder = true",
            "\"n_embd\": 36, \"pruned_heads\": {\"0\": [1]}|pruned_heads",
            "\"n_embd\": 36, \"quantization_config\": {\"bits\": 4}|quantization_config",
            "\"n_embd\": 36, \"auto_map\": {\"AutoModel\": \"x.Y\"}|auto_map",
            "\"n_embd\": 36, \"rope_scaling\": {\"type\": \"linear\"}|rope_scaling",
            "\"n_embd\": 36, \"activation_function\": 5|activation_function",
            "\"n_embd\": 36, \"tie_word_embeddings\": \"yes\"|tie_word_embeddings = \"yes\"; it must be true or false"})
    void aFieldThatIsNotUnderstoodIsRefusedByName(String fields, String named) throws IOException {
        String replaced = fields.startsWith("\"n_embd\"") ? "\"n_embd\": 36" : "\"activation_function\": \"gelu_new\"";
        assertRefused(named, gpt2.config(replaced, fields).write(directory));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"rotary_pct\": 0.25, \"partial_rotary_factor\": 0.5|rotary_pct = 0.25 but partial_rotary_factor = 0.5",
            "\"rotary_pct\": 0.25, \"rope_parameters\": {\"rope_theta\": 500}|rope_theta = 500.0 but",
            "\"rotary_pct\": 0.25, \"rope_scaling\": {\"type\": \"linear\"}|lacks factor",
            "\"rotary_pct\": 0.25, \"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2}|kind 'dynamic'",
            "\"rotary_pct\": 0.25, \"rope_parameters\": {\"type\": \"llama3\"}|lacks factor",
            "\"rotary_pct\": 0.25, \"rope_scaling\": {\"type\": \"linear\", \"rope_type\": \"default\"}|rope_type",
            "\"rotary_pct\": 0.25, \"rope_scaling\": {\"rope_type\": \"default\", \"factor\": 2}|factor = 2.0",
            "\"rotary_pct\": 0.25, \"rope_scaling\": {\"rope_type\": \"default\", \"beta\": 2}|beta = 2",
            "\"rotary_pct\": 0.25, \"head_dim\": 16|head_dim = 16",
            "\"rotary_pct\": 0.25, \"num_key_value_heads\": 1|num_key_value_heads = 1"})
    void rotaryFieldsThatContradictOneAnotherAreRefused(String fields, String named) throws IOException {
        assertRefused(named, neox.config("\"rotary_pct\": 0.25", fields).write(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"torch_dtype\": \"float16\"", "\"use_cache\": false", "\"unknown\": null",
            "\"reorder_and_upcast_attn\": true", "\"resid_pdrop\": 0.5", "\"pruned_heads\": {}",
            "\"quantization_config\": null", "\"add_cross_attention\": false", "\"hidden_size\": 36",
            "\"num_hidden_layers\": 3, \"num_attention_heads\": 3.0", "\"top_k\": 50, \"_name_or_path\": \"x\"",
            "\"output_past\": true, \"task_specific_params\": {\"a\": 1}"})
    void whatDoesNotBearOnTheForwardPassIsHarmless(String fields) throws IOException {
        String json = fields.replace("3.0", "3");
        assertArrayEquals(losses(GPT2.model(), GPT2),
                losses(gpt2.config("\"n_embd\": 36", "\"n_embd\": 36, " + json).write(directory), GPT2));
    }

    @Test
    void namesOfOtherFamiliesAreReadWhereThePublishedImplementationReadsThem() throws IOException {
        gpt2.config("n_embd", "hidden_size").config("n_head", "num_attention_heads")
                .config("n_layer", "num_hidden_layers").config("n_positions", "max_position_embeddings");

        assertArrayEquals(losses(GPT2.model(), GPT2), losses(gpt2.write(directory), GPT2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rope_type\": \"default\"}", "{}", "null", "{\"type\": \"default\", \"factor\": 1.0}"})
    void unscaledRotaryPositionsMayBeSpelledOut(String scaling) throws IOException {
        assertArrayEquals(losses(NEOX.model(), NEOX), losses(
                neox.config("\"rotary_pct\": 0.25", "\"rotary_pct\": 0.25, \"rope_scaling\": " + scaling)
                        .write(directory),
                NEOX));
    }

    @Test
    void theHeadMayHaveTheNewNameAndATiedModelMayStoreTheHeadAlone() throws IOException {
        assertArrayEquals(losses(NEOX.model(), NEOX),
                losses(neox.also("embed_out.weight", "lm_head.weight").remove("embed_out.weight")
                        .write(directory.resolve("a")), NEOX));
        assertArrayEquals(losses(GPT2.model(), GPT2), losses(
                gpt2.also("wte.weight", "lm_head.weight").remove("wte.weight").write(directory.resolve("b")), GPT2));
    }

    @Test
    void aTiedModelWithAnotherHeadUsesItAndSaysSo() throws IOException {
        Path model = gpt2.put("lm_head.weight", ElementType.F32, new long[]{97, 36}, ByteBuffer.allocate(97 * 36 * 4))
                .write(directory);

        // Where all logits are 0, every loss is ln V.
        for (float loss : losses(model, GPT2)) {
            assertEquals(Math.log(97), loss, 1e-6);
        }
        assertEquals(
                List.of("config.json ties the unembedding to the token embedding, but the weights store another one"
                        + " (lm_head.weight); the stored one was used"),
                notes(model));
    }

    @Test
    void tensorsThatAreNotUsedAreNamed() throws IOException {
        gpt2.put("lm_head.bias", ElementType.F32, new long[]{97}, ByteBuffer.allocate(97 * 4))
                .put("h.0.attn.c_attn.lora_A.weight", ElementType.F32, new long[]{1}, ByteBuffer.allocate(4))
                .put("h.0.attn.bias", ElementType.U8, new long[]{1}, ByteBuffer.allocate(1));
        Path model = gpt2.write(directory);

        assertArrayEquals(losses(GPT2.model(), GPT2), losses(model, GPT2));
        String note = notes(model).get(0);
        assertTrue(note.endsWith("stores tensors that the family gpt2 does not use; they were ignored:"
                + " h.0.attn.c_attn.lora_A.weight, lm_head.bias"), note);
    }

    @Test
    void sameWeightUnderTwoNames() throws IOException {
        // Equal values are one weight
        assertArrayEquals(losses(GPT2.model(), GPT2), losses(
                gpt2.also("ln_f.weight", "transformer.ln_f.weight").write(directory.resolve("a")), GPT2));
        // Others are a contradiction
        gpt2.put("transformer.ln_f.weight", ElementType.F32, new long[]{36}, ByteBuffer.allocate(36 * 4));
        assertRefused(
                "stores the same weight twice with different values, as ln_f.weight and as transformer.ln_f.weight",
                gpt2.write(directory.resolve("b")));
        neox.put("lm_head.weight", ElementType.F32, new long[]{101, 40}, ByteBuffer.allocate(101 * 40 * 4));
        assertRefused("as embed_out.weight and as lm_head.weight", neox.write(directory.resolve("c")));
    }

    @Test
    void whatIsNotTheFileItselfIsSaid() throws IOException {
        Path model = gpt2.write(directory);
        Files.writeString(model.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 548105171\n");
        assertRefused("model.safetensors of model " + directory.getFileName() + " is a Git LFS pointer", model);
        Files.writeString(model.resolve("model.safetensors"), "<!DOCTYPE html><html></html>");
        assertRefused("is a web page", model);
        Files.writeString(model.resolve("model.safetensors"), "Entry not found");
        assertRefused("holds text, not weights: 'Entry not found'", model);
        Files.writeString(model.resolve("model.safetensors"), "");
        assertRefused("model.safetensors of model " + directory.getFileName() + " is empty", model);
        Files.writeString(model.resolve("config.json"), "");
        assertRefused("config.json of model " + directory.getFileName() + " is empty", model);
        // Zeros are taken for the beginning of UTF-32
        Files.write(model.resolve("config.json"), new byte[]{0, 0, 0, '{', 1, 2, 3, 4});
        assertRefused("is not valid JSON: it is not text in UTF-8", model);
        Files.writeString(model.resolve("config.json"), "{}");
        Files.delete(model.resolve("model.safetensors"));
        Files.write(model.resolve("model.safetensors.index.json"), new byte[]{0, 0, 0, '{', 1, 2, 3, 4});
        assertRefused("model.safetensors.index.json of model " + directory.getFileName()
                + " is not valid JSON: it is not text in UTF-8", model);
    }

    private static void assertRefused(String reason, Path model) {
        String message = assertThrows(UnprocessableException.class, () -> InferenceEngine.load(model, SETTINGS))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static List<String> notes(Path model) {
        try (InferenceEngine engine = InferenceEngine.load(model, SETTINGS)) {
            return engine.notes();
        }
    }

    private static float[] losses(Path model, GoldenCase golden) {
        int[][] contexts = {golden.contexts()[0]};
        int[][] targets = {IntStream.range(0, contexts[0].length - 1).toArray()};
        try (InferenceEngine engine = InferenceEngine.load(model, SETTINGS)) {
            return engine.capture(contexts, targets, null).baselineLoss();
        }
    }
}
