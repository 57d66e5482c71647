package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.Transformer;

class PromotedTokensTest {
    private static final int MOST = 6;

    /** Against sums over plain arrays, of a model whose final norm is a layer norm. */
    @Test
    void theyAreTheEndsOfASortedRow() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = GoldenBlock.of(gpt2(), manager).model();
            int width = model.shape().width();
            int vocabulary = model.vocabulary();
            double[] gain = doubles(model.finalNorm().gain());
            double[] down = doubles(model.lastLayer().feedForward().mlp().down().weight());
            double[] unembedding = doubles(model.unembedding().weight());

            PromotedTokens found = PromotedTokens.of(manager,
                    new NeuronDirections(manager, model, 0, DataType.FLOAT32), model.neurons(), MOST);

            for (int n = 0; n < model.neurons(); n++) {
                double[] written = new double[width];
                for (int d = 0; d < width; d++) {
                    written[d] = down[d * model.neurons() + n];
                }
                double mean = Arrays.stream(written).average().orElseThrow();
                double[] logits = new double[vocabulary];
                for (int v = 0; v < vocabulary; v++) {
                    for (int d = 0; d < width; d++) {
                        logits[v] += (written[d] - mean) * gain[d] * unembedding[v * width + d];
                    }
                }
                double middle = Arrays.stream(logits).average().orElseThrow();
                double[] sorted = Arrays.stream(logits).map(logit -> logit - middle).sorted().toArray();
                for (int i = 0; i < MOST; i++) {
                    int up = n * 2 * MOST + i;
                    int low = up + MOST;
                    // Sums over the width of float32 numbers of order 1
                    assertEquals(sorted[vocabulary - 1 - i], found.change()[up], 1e-5);
                    assertEquals(sorted[i], found.change()[low], 1e-5);
                    assertEquals(logits[found.token()[up]] - middle, found.change()[up], 1e-5);
                    assertEquals(logits[found.token()[low]] - middle, found.change()[low], 1e-5);
                }
                assertEquals(2 * MOST, IntStream.range(n * 2 * MOST, (n + 1) * 2 * MOST).map(i -> found.token()[i])
                        .distinct().count());
            }
        }
    }

    private static GoldenCase gpt2() {
        return GoldenCase.all().stream().filter(golden -> golden.directory().endsWith("gpt2")).findFirst()
                .orElseThrow();
    }

    private static double[] doubles(NDArray values) {
        return values.toType(DataType.FLOAT64, false).toDoubleArray();
    }
}
