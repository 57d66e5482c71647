package io.plateau.inference.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.family.ModelFamily;

class CrossEntropyTest {
    /** So many variants that the vocabulary of about a hundred tokens is taken in three parts. */
    private static final int VARIANTS = 100_000;

    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "neox-embed_out-bias", "gemma2-capped"})
    void theVocabularyInPartsGivesTheLossesOfTheWhole(String name) {
        GoldenCase golden = GoldenCase.named(name);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager);
            NDArray residual = manager.randomNormal(new Shape(VARIANTS, model.width()));
            for (int target : new int[]{0, model.vocabulary() / 2, model.vocabulary() - 1}) {
                int[] next = new int[VARIANTS];
                Arrays.fill(next, target);
                float[] whole = CrossEntropy.of(model, residual, next);
                double[] parts = CrossEntropy.ofVariants(model, residual, target);
                for (int v = 0; v < VARIANTS; v++) {
                    // Logits reach some ten: each is rounded to half a millionth.
                    assertEquals(whole[v], parts[v], 5e-6 * Math.max(1, Math.abs(whole[v])));
                }
            }
        }
    }
}
