package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * What is kept between blocks saves time and changes no bit: a replica that has just started, one that has worked for an
 * hour and one with less memory must come to the same results.
 */
class KeptTensorsTest {
    private static final RandomFinalMlp.Size SIZE = RandomFinalMlp.Size.of("tiny");
    private static final long MATRIX = 4L * SIZE.neurons() * SIZE.vocabulary();

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1, 2", "3, 1", "3, 2"})
    void noBitDependsOnWhatIsKeptNorOnTheThreads(int matrices, int threads) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch"); Workers one = new Workers(1)) {
            Transformer model = RandomFinalMlp.model(manager, SIZE);
            AblationBlock block = RandomFinalMlp.block(manager, SIZE, 150);
            Found expected = Found.of(new NeuronDirections(manager, model, 0, DataType.FLOAT32), one, block);

            try (Workers workers = new Workers(threads)) {
                NeuronDirections directions = new NeuronDirections(manager, model, matrices * MATRIX,
                        DataType.FLOAT32);
                for (int time = 0; time < 2; time++) {
                    Found found = Found.of(directions, workers, block);
                    assertArrayEquals(expected.joint, found.joint, 0);
                    assertArrayEquals(expected.moments, found.moments, 0);
                    assertArrayEquals(expected.closedForm, found.closedForm, 0);
                }
            }
        }
    }

    /** Joint ablation first: nothing is cached for it the first time, everything the second. */
    private record Found(float[] joint, float[] moments, float[] closedForm) {
        static Found of(NeuronDirections directions, Workers workers, AblationBlock block) {
            List<NeuronSubset> sets = List.of(NeuronSubset.of(5), NeuronSubset.of(700, 3, 64, 128, 300),
                    NeuronSubset.of(IntStream.range(0, 400).toArray()), NeuronSubset.allBut(1, 2));
            return new Found(new JointAblation(directions, workers).ablate(block, sets),
                    new Moments(directions, workers, new Series(3, 0.1), 0, 1).ablate(block).delta(),
                    new ClosedForm(directions, workers).ablate(block).delta());
        }
    }
}
