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

import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;

class RandomCheckpointTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"gpt2, F32, 1", "gpt2, F16, 3", "gpt_neox, BF16, 2", "gpt_neox, F32, 1", "llama, BF16, 2",
            "llama, F32, 1", "qwen2, BF16, 1"})
    void whatIsWrittenCanBeLoaded(String family, ElementType type, int shards) throws IOException {
        RandomShape shape = new RandomShape(family, 32, 40, 3, 2, family.startsWith("gpt") ? 2 : 1, 50, 16,
                type == ElementType.BF16);
        Path model = RandomCheckpoint.write(folder, shape, type, shards, 7);

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

    /** As their publishers count them. */
    @Test
    void thePublishedShapesHaveThePublishedNumbersOfWeights() {
        assertEquals(1_557_611_200L, RandomShape.GPT2_XL.parameters());
        assertEquals(405_334_016L, RandomShape.PYTHIA_410M.parameters());
        assertEquals(1_235_814_400L, RandomShape.LLAMA_3_2_1B.parameters());
        assertEquals(494_032_768L, RandomShape.QWEN2_5_0_5B.parameters());
        assertTrue(RandomShape.GPT2_XL.parameters() * 4 > 1L << 32);
    }
}
