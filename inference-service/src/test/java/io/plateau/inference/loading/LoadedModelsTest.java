package io.plateau.inference.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;

class LoadedModelsTest {
    @TempDir
    Path folder;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> loads = new CopyOnWriteArrayList<>();
    private final LoadedModels models = holding(2);

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

    /** Loading is simulated by the receiver of the notes, which is called while a model is loaded. */
    @Test
    void aModelThatIsStillLoadingKeepsNobodyFromAnother() throws Exception {
        Model slow = copy("slow", "tiny-gpt2");
        Files.writeString(slow.directory().resolve("other.safetensors"), "{}");
        Model quick = copy("quick", "tiny-neox");
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        LoadedModels waiting = new LoadedModels(new EngineSettings("cpu", 1, "float32", 0), 2, line -> {
            loading.countDown();
            try {
                assertTrue(go.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, (model, duration) -> {
        });
        try (waiting) {
            Thread loader = new Thread(() -> waiting.use(slow, InferenceEngine::shape));
            loader.start();
            assertTrue(loading.await(60, TimeUnit.SECONDS));

            assertEquals("gpt_neox", waiting.use(quick, e -> e.shape().family()));

            assertTrue(loader.isAlive());
            go.countDown();
            loader.join();
            assertEquals("gpt2", waiting.use(slow, e -> e.shape().family()));
        }
    }

    @Test
    void whatIsIgnoredIsSaidWhenAModelIsLoaded() throws IOException {
        Model model = copy("a", "tiny-gpt2");
        Files.writeString(model.directory().resolve("other.safetensors"), "{}");
        try (models) {
            engine(model);
            engine(model);
        }
        assertEquals(
                List.of("model a: files beside the weights of model a were ignored: other.safetensors"),
                lines);
    }

    @Test
    void everyLoadIsReportedWithTheModelAndItsTime() throws IOException {
        Model a = copy("a", "tiny-gpt2");
        Model b = copy("b", "tiny-neox");
        try (LoadedModels one = holding(1)) {
            for (Model model : List.of(a, a, b, b, a)) {
                one.use(model, InferenceEngine::shape);
            }
            assertTrue(one.holds("a"));
            assertTrue(!one.holds("b"));
        }
        assertEquals(List.of("a", "b", "a"), loads);
    }

    @Test
    void roomForNoModelIsRefused() {
        assertEquals("plateau.models.loaded is 0; it must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> holding(0)).getMessage());
    }

    private LoadedModels holding(int capacity) {
        return new LoadedModels(new EngineSettings("cpu", 1, "float32", 0), capacity, lines::add, (model, duration) -> {
            assertTrue(duration.toNanos() > 0);
            loads.add(model.name());
        });
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
