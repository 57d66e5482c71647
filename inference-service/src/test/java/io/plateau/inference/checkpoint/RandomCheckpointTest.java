package io.plateau.inference.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.inference.checkpoint.RandomCheckpoint.Shape;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;

class RandomCheckpointTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"gpt2, F32, 1", "gpt2, F16, 3", "gpt_neox, BF16, 2", "gpt_neox, F32, 1"})
    void whatIsWrittenCanBeLoaded(String family, ElementType type, int shards) throws IOException {
        Path model = RandomCheckpoint.write(folder, new Shape(family, 32, 40, 3, 2, 50, 16), type, shards, 7);

        try (InferenceEngine engine = InferenceEngine.load(model, new EngineSettings("cpu", 1, "float32", 0))) {
            float[] losses = engine.capture(new int[][]{{1, 2, 3, 49}}, new int[][]{{0, 1, 2}}, null).baselineLoss();

            // Small weights make nearly equal logits: the loss is near that of guessing.
            for (float loss : losses) {
                assertEquals(Math.log(50), loss, 0.5);
            }
            assertEquals(40, engine.shape().neurons());
        }
        try (Stream<Path> files = Files.list(model)) {
            assertEquals(shards, files.filter(file -> file.toString().endsWith(".safetensors")).count());
        }
    }

    /** As their publishers count them: 1,557,611,200 of GPT-2 XL and 405,334,016 of Pythia-410M. */
    @Test
    void thePublishedShapesHaveThePublishedNumbersOfWeights() {
        assertEquals(1_557_611_200L, Shape.GPT2_XL.parameters());
        assertEquals(405_334_016L, Shape.PYTHIA_410M.parameters());
        assertTrue(Shape.GPT2_XL.parameters() * 4 > 1L << 32);
    }
}
