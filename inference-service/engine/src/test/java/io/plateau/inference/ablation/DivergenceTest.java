package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.Transformer;

/** How far predictions are from the frequencies of tokens, beside the definition in float64. */
class DivergenceTest {
    @Test
    void isThatOfTheDefinition() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            GoldenBlock golden = GoldenBlock.of(GoldenCase.all().get(0), manager);
            Transformer model = golden.model();
            int vocabulary = model.vocabulary();
            long[] counts = IntStream.range(0, vocabulary).mapToLong(v -> 1_000_000L / (v + 1)).toArray();
            float[] logs = UnigramDirection.of(counts, vocabulary).logFrequencies();
            NDArray residual = golden.block().residual().toType(DataType.FLOAT32, true);
            int[] next = golden.block().next();

            float[][] found = CrossEntropy.withDivergence(model, residual, next, logs);

            assertArrayEquals(CrossEntropy.of(model, residual, next), found[0]);
            NDArray logPi = model.logits(residual.expandDims(0)).get(0).toType(DataType.FLOAT64, false).logSoftmax(1);
            double[] values = logPi.toDoubleArray();
            double all = IntStream.range(0, vocabulary).mapToDouble(v -> counts[v] + 1.0).sum();
            for (int p = 0; p < next.length; p++) {
                double expected = 0;
                for (int v = 0; v < vocabulary; v++) {
                    double log = values[p * vocabulary + v];
                    expected += Math.exp(log) * (log - Math.log((counts[v] + 1.0) / all));
                }
                // Logits are float32 numbers of about 10; every one is rounded.
                assertEquals(expected, found[1][p], 1e-5);
            }
        }
    }

    @Test
    void tokensThatAreAllEquallyFrequentHaveNoDirection() {
        assertFalse(UnigramDirection.exists(new long[]{3, 3, 3}));
        assertTrue(UnigramDirection.exists(new long[]{3, 4, 3}));
    }

    /** Frequencies of tokens sum to one, and rows of padding count as tokens of the mean log frequency. */
    @Test
    void logFrequenciesAreThoseOfTheSmoothedCounts() {
        float[] logs = UnigramDirection.of(new long[]{0, 1, 2}, 4).logFrequencies();

        double mean = (Math.log(1 / 6.0) + Math.log(2 / 6.0) + Math.log(3 / 6.0)) / 3;
        assertArrayEquals(new float[]{(float) Math.log(1 / 6.0), (float) Math.log(2 / 6.0), (float) Math.log(3 / 6.0),
                (float) mean}, logs, 1e-6f);
    }
}
