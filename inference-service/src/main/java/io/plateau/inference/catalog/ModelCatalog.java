package io.plateau.inference.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.plateau.contracts.UnprocessableException;

/** Models found by name: a folder in the Hugging Face layout under a root, {@code name} or {@code publisher/name}. */
public final class ModelCatalog {
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = ".safetensors";

    private final Roots roots;

    public ModelCatalog(List<Path> roots) {
        this.roots = new Roots("model", roots);
    }

    /** True when there is a folder to look in. */
    public boolean hasRoot() {
        return !roots.existing().isEmpty();
    }

    /** @throws UnprocessableException when there is no such model or a file of it is missing */
    public Model find(String name) {
        Path relative = roots.relative(name);
        for (Path root : roots.existing()) {
            Optional<Path> directory = roots.find(root, relative).filter(Files::isDirectory);
            if (directory.isPresent()) {
                return complete(new Model(name, directory.get(), root));
            }
        }
        List<String> names = names();
        throw new UnprocessableException("there is no model '" + name + "'; "
                + (names.isEmpty() ? "the configured roots hold none" : "available: " + String.join(", ", names)));
    }

    /** Names of all models under the roots, sorted. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (Path root : roots.existing()) {
            try (Stream<Path> files = Files.find(root, 3, (path, attributes) -> path.endsWith(CONFIG))) {
                files.filter(file -> !file.getParent().equals(root))
                        .forEach(file -> names.add(root.relativize(file.getParent()).toString()));
            } catch (IOException e) {
                throw new UncheckedIOException("a configured root could not be read", e);
            }
        }
        return List.copyOf(names);
    }

    private Model complete(Model model) {
        require(model, CONFIG, "it says what architecture the weights have");
        require(model, "tokenizer.json", "it turns text into the tokens that the model was trained on");
        try (Stream<Path> files = Files.list(model.directory())) {
            List<Path> weights = files.filter(file -> file.getFileName().toString().endsWith(WEIGHTS)).toList();
            if (weights.isEmpty()) {
                throw new UnprocessableException(
                        "model " + model.name() + " has no weights; only " + WEIGHTS + " files are read");
            }
            weights.forEach(file -> inside(model, file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException("model " + model.name() + " could not be read", e);
        }
        return model;
    }

    private void require(Model model, String file, String why) {
        if (!Files.isRegularFile(model.directory().resolve(file))) {
            throw new UnprocessableException("model " + model.name() + " has no " + file + "; " + why);
        }
        inside(model, Path.of(file));
    }

    private void inside(Model model, Path file) {
        roots.find(model.root(), model.root().relativize(model.directory()).resolve(file));
    }
}
