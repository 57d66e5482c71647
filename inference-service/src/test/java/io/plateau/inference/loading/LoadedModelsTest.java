package io.plateau.inference.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;

class LoadedModelsTest {
    @TempDir
    Path folder;
    private final LoadedModels models = new LoadedModels(new EngineSettings("cpu", 1, "float32", 0));

    @Test
    void theTwoModelsUsedLastAreKept() throws IOException {
        Model a = copy("a", "tiny-neox");
        Model b = copy("b", "tiny-gpt2");
        Model c = copy("c", "tiny-neox");
        try (models) {
            InferenceEngine first = engine(a);
            InferenceEngine second = engine(b);
            assertSame(first, engine(a));

            engine(c);

            assertSame(first, engine(a));
            assertNotSame(second, engine(b));
            assertEquals("gpt2", models.use(b, e -> e.shape().family()));
        }
    }

    @Test
    void aModelWhoseFilesChangedIsLoadedAnew() throws IOException {
        Model model = copy("a", "tiny-gpt2");
        try (models) {
            InferenceEngine before = engine(model);

            Files.setLastModifiedTime(model.directory().resolve("model.safetensors"), FileTime.fromMillis(1_000));

            assertNotSame(before, engine(model));
        }
    }

    private InferenceEngine engine(Model model) {
        return models.use(model, engine -> engine);
    }

    private Model copy(String name, String bundled) throws IOException {
        Path directory = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(Path.of("../deploy/models", bundled))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName().toString()));
            }
        }
        return new Model(name, directory, folder);
    }
}
