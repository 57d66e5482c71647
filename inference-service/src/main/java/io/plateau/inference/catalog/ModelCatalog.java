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
import io.plateau.contracts.specification.HubModelId;
import io.plateau.contracts.specification.ModelLimits;
import io.plateau.inference.hub.Hub;

/**
 * Models found by name: a folder in the Hugging Face layout under a root, {@code name} or {@code publisher/name}; else, where
 * that is switched on, {@code publisher/name} or {@code publisher/name@revision} on a hub.
 */
public final class ModelCatalog {
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = ".safetensors";

    private final Roots roots;
    private final Hub hub;

    public ModelCatalog(List<Path> roots, Hub hub) {
        this.roots = new Roots("model", roots);
        this.hub = hub;
    }

    /** True when there is a folder to look in. */
    public boolean hasRoot() {
        return !roots.existing().isEmpty();
    }

    /**
     * Refuses a name that cannot be found, quickly: nothing is fetched, so of a model on the hub only the name is looked at.
     *
     * @throws UnprocessableException when there is no such model or a file of it is missing
     */
    public void check(String name) {
        limits(name);
    }

    /**
     * As {@link #check}, with what the model bounds in a specification; null of a model that is yet to be fetched.
     *
     * @throws UnprocessableException when there is no such model or a file of it is missing
     */
    public ModelLimits limits(String name) {
        Optional<Model> model = underRoots(name);
        if (model.isEmpty()) {
            onHub(name);
        }
        return model.map(m -> ModelLimits.of(name, m.directory())).orElse(null);
    }

    /**
     * A model with all its files; one on the hub is fetched first where the cache does not have it.
     *
     * @throws UnprocessableException when there is no such model or a file of it is missing
     */
    public Model find(String name) {
        return underRoots(name).orElseGet(() -> fetched(name, onHub(name)));
    }

    /** As {@link #find(String)}, but of a model on the hub this commit, wherever its branch may have moved to. */
    public Model find(String name, String revisionOrNull) {
        if (revisionOrNull == null) {
            return find(name);
        }
        return fetched(name, onHub(name).at(revisionOrNull));
    }

    private Optional<Model> underRoots(String name) {
        Path relative = roots.relative(name);
        for (Path root : roots.existing()) {
            Optional<Path> directory = roots.find(root, relative).filter(Files::isDirectory);
            if (directory.isPresent()) {
                return Optional.of(complete(new Model(name, directory.get(), root)));
            }
        }
        return Optional.empty();
    }

    private HubModelId onHub(String name) {
        Optional<HubModelId> id = HubModelId.parse(name);
        if (id.isPresent() && hub.enabled()) {
            return id.get();
        }
        List<String> names = names();
        throw new UnprocessableException("there is no model '" + name + "'; "
                + (names.isEmpty() ? "the configured roots hold none" : "available: " + String.join(", ", names))
                + (id.isPresent()
                        ? "; to have it fetched from the model hub, start the service with plateau.hub.enabled=true"
                                + " (PLATEAU_HUB_ENABLED=true)"
                        : ""));
    }

    private Model fetched(String name, HubModelId id) {
        Hub.Snapshot snapshot = hub.find(id);
        try {
            return complete(new Model(name, snapshot.directory().toRealPath(), snapshot.repository().toRealPath(),
                    snapshot.commit()));
        } catch (IOException e) {
            throw new UncheckedIOException("model " + name + " could not be read", e);
        }
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
            // Also what is not always there, such as token-counts.json.
            List<Path> all = files.filter(Files::isRegularFile).toList();
            if (all.stream().noneMatch(file -> file.getFileName().toString().endsWith(WEIGHTS))) {
                throw new UnprocessableException(
                        "model " + model.name() + " has no weights; only " + WEIGHTS + " files are read");
            }
            all.forEach(file -> inside(model, file.getFileName()));
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
