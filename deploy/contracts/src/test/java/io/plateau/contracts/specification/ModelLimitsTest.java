package io.plateau.contracts.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLimitsTest {
    private static final String GPT2 = "{\"model_type\":\"gpt2\",\"n_layer\":24,\"n_embd\":64,\"n_positions\":128}";
    private static final String NEOX = "{\"model_type\":\"gpt_neox\",\"num_hidden_layers\":6,\"hidden_size\":64,"
            + "\"intermediate_size\":100,\"max_position_embeddings\":512}";

    @TempDir
    Path folder;

    @BeforeEach
    void counts() throws IOException {
        Files.writeString(folder.resolve("token-counts.json"), "{}");
    }

    @Test
    void sizesAreReadInTheSpellingOfTheFamily() throws IOException {
        assertEquals(new ModelLimits("m", 128, 24, 24, 256, true), limits(GPT2));
        assertEquals(new ModelLimits("m", 512, 6, 5, 100, true), limits(NEOX));
        assertEquals(new ModelLimits("m", 512, 6, 6, 100, true),
                limits(NEOX.replace("}", ",\"use_parallel_residual\":false}")));
        assertEquals(new ModelLimits("m", 128, 24, 24, 300, true),
                limits("{\"model_type\":\"gpt2\",\"num_hidden_layers\":24,\"hidden_size\":64,\"n_inner\":300,"
                        + "\"max_position_embeddings\":128}"));
    }

    @Test
    void whatTheConfigurationDoesNotSayBoundsNothing() throws IOException {
        ModelLimits unknown = new ModelLimits("m", 0, 0, 0, 0, true);
        for (String config : new String[]{"{}", "{", "[]", "", "{\"n_layer\":2}"}) {
            assertEquals(unknown, limits(config), config);
        }
        assertEquals(unknown, limits(GPT2 + " ".repeat(1 << 20)));
        assertEquals(unknown, limits("{\"model_type\":\"gpt_neox\",\"num_hidden_layers\":\"6\",\"hidden_size\":-1,"
                + "\"intermediate_size\":1e3,\"max_position_embeddings\":null}"));
        assertEquals(0, limits("{\"model_type\":\"gpt2\",\"n_layer\":6,\"num_hidden_layers\":7}").layers());
        unknown.require(specification("\"tokens\":{\"contextLength\":8192},\"attention\":{\"layers\":[999]}"));
    }

    @Test
    void whatTheModelDoesNotHaveIsRefusedByTheNameOfTheField() throws IOException {
        refused(GPT2, "\"tokens\":{\"contextLength\":129}",
                "tokens.contextLength is 129 but model m reads at most 128 tokens");
        refused(GPT2, "\"tokens\":{\"contextLength\":128},\"attention\":{\"layers\":[3,24]}",
                "attention.layers names layer 24 but model m has layers 0 to 23");
        refused(NEOX, "\"attention\":{\"layers\":[4,5]}",
                "attention.layers is [4, 5]; heads of layer 5 cannot reach the final MLP of model m: with a parallel"
                        + " residual an MLP reads its layer's input; name layers 0 to 4");
        refused(NEOX, "\"mlp\":{\"layers\":6}", "mlp.layers names layer 6 but model m has layers 0 to 5");
        refused(NEOX, "\"mlp\":{\"layers\":4,\"method\":\"screened\",\"exact\":90}",
                "mlp.exact and mlp.sampled are 90 and 64 but an MLP of model m has 100 neurons; take fewer, or mlp.method"
                        + " exact");
        refused(NEOX, "\"mlp\":{\"layers\":4},\"attention\":{\"layers\":[3,4]}",
                "attention.layers is [3, 4]; heads of layer 4 cannot reach the MLP of layer 4 of model m: with a parallel"
                        + " residual an MLP reads its layer's input; name layers 0 to 3");
        refused(GPT2, "\"tokens\":{\"contextLength\":128},\"mlp\":{\"layers\":4},\"attention\":{\"layers\":[5]}",
                "attention.layers is [5]; heads of layer 5 cannot reach the MLP of layer 4 of model m; name layers 0 to 4");
        refused(NEOX, "\"regimes\":{\"topK\":101}", "regimes.topK is 101 but the final MLP of model m has 100 neurons");
        refused(NEOX, "\"regimes\":{\"plateauRule\":\"top-k\",\"topK\":600}",
                "regimes.topK is 600 but the final MLP of model m has 100 neurons");
        refused(NEOX, "\"regimes\":{\"minGroup\":101}",
                "regimes.minGroup is 101 but the final MLP of model m has 100 neurons");
        Files.delete(folder.resolve("token-counts.json"));
        refused(NEOX, "\"seed\":1",
                "tokens.frequencies is model but model m has no token-counts.json; put one beside its"
                        + " weights or set tokens.frequencies to corpus");
    }

    @Test
    void whatTheModelHasIsTaken() throws IOException {
        limits(GPT2).require(specification("\"tokens\":{\"contextLength\":128},\"regimes\":{\"topK\":256},"
                + "\"attention\":{\"layers\":[0,23]}"));
        limits(GPT2).require(
                specification("\"tokens\":{\"contextLength\":128},\"attention\":{\"layerRange\":\"paper\"}"));
        // A rule that does not fall back on the top ranks does not use them
        limits(NEOX).require(specification("\"regimes\":{\"plateauRule\":\"excess\",\"topK\":600}"));
        Files.delete(folder.resolve("token-counts.json"));
        limits(NEOX).require(specification("\"tokens\":{\"frequencies\":\"corpus\"}"));
    }

    @Test
    void everyVariantOfAStudyIsHeldToItsModel() throws IOException {
        ModelLimits limits = limits(NEOX);
        SpecificationVariants study = SpecificationVariants
                .parse("{\"model\":[\"m\",\"other\"],\"tokens\":{\"contextLength\":[256,1024]}}");

        String message = assertThrows(InvalidSpecificationException.class,
                () -> study.require(model -> model.equals("m") ? null : limits)).getMessage();

        // Nothing is known of m, so it is the fourth
        assertTrue(
                message.startsWith("variant 4 (model=other, tokens.contextLength=1024): tokens.contextLength is 1024"),
                message);
        study.require(model -> null);
    }

    private ModelLimits limits(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        return ModelLimits.of("m", folder);
    }

    private void refused(String config, String fields, String sentence) throws IOException {
        ModelLimits limits = limits(config);
        ExperimentSpecification asked = specification(fields);
        assertEquals(sentence,
                assertThrows(InvalidSpecificationException.class, () -> limits.require(asked)).getMessage());
    }

    private static ExperimentSpecification specification(String fields) {
        return ExperimentSpecification.parse("{\"model\":\"m\"," + fields + "}");
    }
}
