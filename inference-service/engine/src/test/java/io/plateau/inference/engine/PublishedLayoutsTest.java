package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ElementType;
import io.plateau.inference.checkpoint.WrittenCheckpoint;
import io.plateau.inference.model.family.ModelFamily;

/** The layouts in which checkpoints are published, and the ones that are refused. */
class PublishedLayoutsTest {
    private static final GoldenCase NEOX = GoldenCase.named("gpt-neox");
    private static final GoldenCase GPT2 = GoldenCase.named("gpt2");

    @TempDir
    Path directory;
    private WrittenCheckpoint neox;
    private WrittenCheckpoint gpt2;

    @BeforeEach
    void copy() throws IOException {
        neox = WrittenCheckpoint.copyOf(NEOX.model());
        gpt2 = WrittenCheckpoint.copyOf(GPT2.model());
    }

    @Test
    void namesMayHaveAPrefixOrNot() throws IOException {
        assertArrayEquals(losses(NEOX.model(), NEOX), losses(neox.prefix("gpt_neox.", "").write(directory), NEOX));
        assertArrayEquals(losses(GPT2.model(), GPT2),
                losses(gpt2.prefix("", "transformer.").write(directory.resolve("b")), GPT2));
    }

    @Test
    void weightsMayLieInShards() throws IOException {
        assertArrayEquals(losses(NEOX.model(), NEOX), losses(neox.writeSharded(directory), NEOX));
    }

    @Test
    void weightsMayBeBrainFloats() throws IOException {
        float[] expected = losses(WrittenCheckpoint.copyOf(NEOX.model()).truncated(false).write(directory.resolve("a")),
                NEOX);

        assertArrayEquals(expected, losses(neox.truncated(true).write(directory.resolve("b")), NEOX));
        assertFalse(Arrays.equals(expected, losses(NEOX.model(), NEOX)), "truncation must have changed something");
    }

    /** Against a second implementation in plain Java, in double precision, for want of a golden case. */
    @ParameterizedTest
    @ValueSource(strings = {"\"rotary_pct\": 0.5, \"rotary_emb_base\": 500",
            "\"rope_parameters\": {\"rope_type\": \"default\", \"partial_rotary_factor\": 0.5, \"rope_theta\": 500.0}",
            "\"rope_theta\": 500, \"partial_rotary_factor\": 0.5",
            "\"rotary_pct\": 0.5, \"rope_parameters\": {\"rope_theta\": 500}"})
    void rotaryPositionsHaveSeveralSpellings(String spelling) throws IOException {
        double[] expected = reference().rotary(4, 500).losses(NEOX.contexts()[0], true);

        neox.config("\"rotary_pct\": 0.25,\n \"rotary_emb_base\": 10000", spelling);

        assertClose(expected, losses(neox.write(directory), NEOX));
    }

    @Test
    void theEpsilonOfTheNormsMayBeAny() throws IOException {
        double[] expected = reference().epsilon(0.3).losses(NEOX.contexts()[0], true);

        neox.config("\"layer_norm_eps\": 1e-05", "\"layer_norm_eps\": 0.3");

        assertClose(expected, losses(neox.write(directory), NEOX));
        assertFalse(Arrays.equals(losses(GPT2.model(), GPT2), losses(
                gpt2.config("\"layer_norm_epsilon\": 1e-05", "\"layer_norm_epsilon\": 0.3")
                        .write(directory.resolve("b")),
                GPT2)), "the epsilon of GPT-2 must have changed something");
    }

    @Test
    void theMlpOfGpt2MayHaveAnyWidth() throws IOException {
        // Given six neurons more, which write nothing
        for (int layer = 0; layer < 3; layer++) {
            gpt2.widen("h." + layer + ".mlp.c_fc.weight", 36, 144, 150)
                    .widen("h." + layer + ".mlp.c_fc.bias", 1, 144, 150)
                    .widen("h." + layer + ".mlp.c_proj.weight", 1, 144 * 36, 150 * 36);
            gpt2.shape("h." + layer + ".mlp.c_fc.bias", 150).shape("h." + layer + ".mlp.c_proj.weight", 150, 36);
        }
        Path wider = gpt2.config("\"n_inner\": null", "\"n_inner\": 150").write(directory);

        float[] expected = losses(GPT2.model(), GPT2);
        float[] found = losses(wider, GPT2);

        // The sums over neurons are cut into blocks elsewhere.
        assertArrayEquals(expected, found, 1e-5f);
        try (InferenceEngine engine = InferenceEngine.load(wider, EngineSettings.defaults())) {
            assertEquals(150, engine.shape().neurons());
        }
    }

    @Test
    void buffersThatAreNotWeightsAreIgnored() throws IOException {
        for (String prefix : List.of("", "transformer.")) {
            gpt2.put(prefix + "h.0.attn.bias", ElementType.U8, new long[]{1, 1, 2, 2}, ByteBuffer.allocate(4));
            gpt2.put(prefix + "h.0.attn.masked_bias", ElementType.F32, new long[]{}, ByteBuffer.allocate(4));
        }
        neox.put("gpt_neox.layers.0.attention.bias", ElementType.BOOL, new long[]{1, 1, 2, 2}, ByteBuffer.allocate(4));
        neox.put("gpt_neox.layers.0.attention.masked_bias", ElementType.F16, new long[]{}, ByteBuffer.allocate(2));
        neox.put("gpt_neox.layers.0.attention.rotary_emb.inv_freq", ElementType.F32, new long[]{1},
                ByteBuffer.allocate(4));

        assertArrayEquals(losses(GPT2.model(), GPT2), losses(gpt2.write(directory.resolve("a")), GPT2));
        assertArrayEquals(losses(NEOX.model(), NEOX), losses(neox.write(directory.resolve("b")), NEOX));
    }

    @Test
    void theUnembeddingOfGpt2MayBeUntied() throws IOException {
        // Given an unembedding that equals the embedding, and then one of zeros
        WrittenCheckpoint zeros = WrittenCheckpoint.copyOf(GPT2.model()).put("lm_head.weight", ElementType.F32,
                new long[]{97, 36}, ByteBuffer.allocate(97 * 36 * 4));
        gpt2.also("wte.weight", "lm_head.weight");
        String untied = "\"vocab_size\": 97, \"tie_word_embeddings\": false";

        assertArrayEquals(losses(GPT2.model(), GPT2),
                losses(gpt2.config("\"vocab_size\": 97", untied).write(directory.resolve("a")), GPT2));
        // Where all logits are 0, every loss is ln V.
        for (float loss : losses(zeros.config("\"vocab_size\": 97", untied).write(directory.resolve("b")), GPT2)) {
            assertEquals(Math.log(97), loss, 1e-6);
        }
    }

    @Test
    void theUnembeddingMayBeTied() throws IOException {
        // Given an untied checkpoint whose unembedding equals its embedding, and a tied one without unembedding
        WrittenCheckpoint untied = WrittenCheckpoint.copyOf(NEOX.model());
        float[] embedding = untied.values("gpt_neox.embed_in.weight");
        ByteBuffer same = ByteBuffer.allocate(embedding.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        same.asFloatBuffer().put(embedding);
        untied.put("embed_out.weight", ElementType.F32, new long[]{101, 40}, same);
        neox.remove("embed_out.weight").config("\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true");

        assertArrayEquals(losses(untied.write(directory.resolve("a")), NEOX),
                losses(neox.write(directory.resolve("b")), NEOX));
    }

    /** Against a second implementation in plain Java, in double precision, for want of a golden case. */
    @Test
    void theResidualMayBeSequential() throws IOException {
        PlainNeoX reference = reference();
        Path sequential = neox.config("\"use_parallel_residual\": true", "\"use_parallel_residual\": false")
                .write(directory);

        double[] parallel = reference.losses(NEOX.contexts()[0], true);
        double[] expected = reference.losses(NEOX.contexts()[0], false);
        float[] found = losses(sequential, NEOX);

        // The reference is right about the case that is golden …
        assertArrayEquals(Arrays.copyOf(NEOX.values("baseline_loss"), 23), parallel, 1e-9);
        // … and so it is believed about the other.
        assertClose(expected, found);
        try (InferenceEngine engine = InferenceEngine.load(sequential, EngineSettings.defaults())) {
            assertEquals(List.of(0, 1, 2), engine.shape().layersThatReachFinalMlp());
        }
    }

    @Test
    void whatIsMissingOrMisshapenNamesItself() throws IOException {
        assertRefused("no tensor gpt_neox.layers.1.mlp.dense_4h_to_h.bias",
                neox.remove("gpt_neox.layers.1.mlp.dense_4h_to_h.bias").write(directory));
        assertRefused("tensor wpe.weight of model b has shape [64, 36]; config.json asks for [65, 36]",
                gpt2.config("\"n_positions\": 64", "\"n_positions\": 65").write(directory.resolve("b")));
        assertRefused("stored as I32; weights must be F32, F16 or BF16", WrittenCheckpoint.copyOf(NEOX.model())
                .put("embed_out.weight", ElementType.I32, new long[]{101, 40}, ByteBuffer.allocate(101 * 40 * 4))
                .write(directory.resolve("c")));
    }

    /** In the hub's cache the folder is named by a commit, which nobody knows a model by. */
    @Test
    void aModelOfTheHubIsCalledByItsNameThere() throws IOException {
        Path snapshot = directory.resolve("models--org--my-name/snapshots/0123456789abcdef0123456789abcdef01234567");

        assertRefused("model org/my-name@0123456789ab has no tensor embed_out.weight or lm_head.weight",
                neox.remove("embed_out.weight").write(snapshot));
    }

    @Test
    void unsupportedConfigurationsAreRefused() throws IOException {
        assertRefused("model_type 'mamba'; supported are gpt2, gpt_neox, llama",
                neox.config("\"gpt_neox\"", "\"mamba\"").write(directory.resolve("a")));
        assertRefused("activation_function 'mish'", gpt2.config("gelu_new", "mish").write(directory.resolve("b")));
        assertRefused("n_head = 0", WrittenCheckpoint.copyOf(GPT2.model()).config("\"n_head\": 3", "\"n_head\": 0")
                .write(directory.resolve("c")));
        assertRefused("5 heads do not divide", WrittenCheckpoint.copyOf(GPT2.model())
                .config("\"n_head\": 3", "\"n_head\": 5").write(directory.resolve("d")));
        assertRefused("lacks n_embd", WrittenCheckpoint.copyOf(GPT2.model()).config("n_embd", "n_width")
                .write(directory.resolve("e")));
        assertRefused("rotary positions of the kind 'dynamic'; supported are default, linear",
                WrittenCheckpoint.copyOf(NEOX.model())
                        .config("\"rotary_pct\": 0.25", "\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2}")
                        .write(directory.resolve("f")));
    }

    @Test
    void incompleteDirectoriesAreRefused() throws IOException {
        assertRefused("is not a directory", directory.resolve("nowhere"));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertRefused("has no config.json", empty);
        Files.writeString(empty.resolve("config.json"), "{");
        assertRefused("not valid JSON", empty);
        Files.writeString(empty.resolve("config.json"), "{}");
        assertRefused("neither model.safetensors nor", empty);
        Files.writeString(empty.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"a\":\"../elsewhere/model.safetensors\"}}");
        assertRefused("names the shard '../elsewhere/model.safetensors', which is no file beside it", empty);
        Files.writeString(empty.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":\"a.safetensors\"}}");
        assertRefused("names the shard 'a.safetensors', which is not there", empty);
    }

    private PlainNeoX reference() {
        return new PlainNeoX(neox, 3, 5, 40, 96, 101, 2);
    }

    /** The first context's losses, within the golden cases' tolerance for float32. */
    private static void assertClose(double[] expected, float[] found) {
        for (int p = 0; p < expected.length; p++) {
            assertEquals(expected[p], found[p], 1e-5);
        }
    }

    private static void assertRefused(String reason, Path model) {
        UnprocessableException refusal = assertThrows(UnprocessableException.class,
                () -> InferenceEngine.load(model, EngineSettings.defaults()));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    /** Losses at all positions of the golden contexts. */
    private static float[] losses(Path model, GoldenCase golden) {
        int[][] targets = Arrays.stream(golden.contexts())
                .map(context -> IntStream.range(0, context.length - 1).toArray())
                .toArray(int[][]::new);
        try (InferenceEngine engine = InferenceEngine.load(model, EngineSettings.defaults())) {
            assertEquals(engine.shape(), ModelFamily.shapeOfAny(Checkpoint.open(model)));
            return engine.capture(golden.contexts(), targets, null).baselineLoss();
        }
    }
}
