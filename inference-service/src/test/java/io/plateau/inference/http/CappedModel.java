package io.plateau.inference.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A root with a model of the family gemma2, whose ablations have no closed form, and tiny-neox, whose have one. */
public final class CappedModel implements QuarkusTestResourceLifecycleManager {
    private static final Path BUNDLED = Path.of("../deploy/models/tiny-neox");
    private static final Path CAPPED = Path.of("engine/src/test/resources/golden/gemma2-capped");
    private Path root;

    @Override
    public Map<String, String> start() {
        try {
            root = Files.createTempDirectory("capped-model");
            copy(CAPPED, "capped", "config.json", "model.safetensors");
            copy(BUNDLED, "capped", "tokenizer.json", "token-counts.json");
            copy(BUNDLED, "plain", "config.json", "model.safetensors", "tokenizer.json", "token-counts.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("plateau.models.roots", root.toString());
    }

    private void copy(Path from, String model, String... files) throws IOException {
        Path folder = Files.createDirectories(root.resolve(model));
        for (String file : files) {
            Files.copy(from.resolve(file), folder.resolve(file));
        }
    }

    @Override
    public void stop() {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
