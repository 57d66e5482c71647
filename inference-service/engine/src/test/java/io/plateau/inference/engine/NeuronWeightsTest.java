package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.model.Mlp;
import io.plateau.inference.model.family.ModelFamily;

/** The rows are what the layer does: whatever way round a checkpoint stores them. */
class NeuronWeightsTest {
    /** One product and one bias in float32. */
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @MethodSource("io.plateau.inference.engine.GoldenParityTest#cases")
    void rowsAreWhatNeuronsReadAndWrite(GoldenCase golden) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            int width = engine.shape().width();
            int neurons = engine.shape().neurons();
            int from = 1;
            int to = Math.min(neurons, 4);
            Mlp last = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager).lastLayer().feedForward().mlp();

            int before = engine.keptTensors();
            NeuronWeights weights = engine.weights(from, to);

            assertEquals((to - from) * width, weights.input().length);
            assertEquals((to - from) * width, weights.output().length);
            assertEquals(before, engine.keptTensors());
            // A unit of one residual direction drives a neuron by its input weight
            float[] idle = last.input().apply(manager.zeros(new Shape(width))).toFloatArray();
            float[] silent = last.down().apply(manager.zeros(new Shape(neurons))).toFloatArray();
            float[] driven = last.input().apply(unit(manager, width, width - 1)).toFloatArray();
            for (int n = from; n < to; n++) {
                assertEquals(driven[n] - idle[n], weights.input()[(n - from) * width + width - 1], TOLERANCE);
                // and a unit of one neuron writes its output row
                float[] written = last.down().apply(unit(manager, neurons, n)).toFloatArray();
                for (int d = 0; d < width; d++) {
                    assertEquals(written[d] - silent[d], weights.output()[(n - from) * width + d], TOLERANCE);
                }
            }
        }
    }

    private static NDArray unit(NDManager manager, int length, int at) {
        float[] values = new float[length];
        values[at] = 1;
        return manager.create(values);
    }
}
