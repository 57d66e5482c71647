package io.plateau.inference.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import io.plateau.inference.checkpoint.ElementType;
import io.plateau.inference.checkpoint.RandomCheckpoint;
import io.plateau.inference.checkpoint.RandomShape;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A model of random weights called {@code wide}, with the tokenizer of another, in place of the bundled models. */
public final class WideModel implements QuarkusTestResourceLifecycleManager {
    static final int LENGTH = 512;
    /** The activations of 511 positions take 8.4 MB: more than a record holds, so that a context is cut in two. */
    static final int NEURONS = 4_096;
    static final int HEADS = 4;
    private static final int VOCABULARY = 1_024;
    private static final Path SMALL = Path.of("../deploy/local/testing/models/micro-neox");
    private Path root;

    @Override
    public Map<String, String> start() {
        try {
            root = Files.createTempDirectory("wide-model");
            Path folder = RandomCheckpoint.write(root.resolve("wide"),
                    RandomShape.of("gpt_neox", 32, NEURONS, 3, HEADS, VOCABULARY, LENGTH),
                    ElementType.F32, 1, 7);
            for (String file : new String[]{"tokenizer.json", "token-counts.json"}) {
                Files.copy(SMALL.resolve(file), folder.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("plateau.models.roots", root.toString());
    }

    @Override
    public void stop() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
