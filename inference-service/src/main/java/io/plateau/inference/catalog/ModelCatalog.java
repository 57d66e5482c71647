package io.plateau.inference.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.HubModelId;
import io.plateau.contracts.specification.ModelLimits;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.WeightFiles;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;
import io.plateau.inference.hub.Hub;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.tokens.TokenCounts;

/**
 * Models found by name: a folder in the Hugging Face layout under a root, {@code name} or {@code publisher/name}; else, where
 * that is switched on, {@code publisher/name} or {@code publisher/name@revision} on a hub.
 */
public final class ModelCatalog {
    private static final String CONFIG = "config.json";

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
     * Sizes of a model by its configuration; empty where it is yet to be fetched.
     *
     * @throws UnprocessableException when the configuration is not supported
     */
    public Optional<ModelShape> shape(String name) {
        return underRoots(name).map(model -> ModelFamily.shapeOfAny(Checkpoint.open(model.files())));
    }

    /** The licence that a model's card states; empty where it states none, or the model is yet to be fetched. */
    public Optional<String> licence(String name) {
        return underRoots(name).flatMap(model -> ModelCard.licence(model.files()));
    }

    /** Bytes of a model's weights; empty where it is yet to be fetched, or incomplete. */
    public OptionalLong weightBytes(String name) {
        try {
            Optional<Model> model = underRoots(name);
            return model.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(WeightFiles.of(model.get().files()).paths().stream()
                            .mapToLong(path -> path.toFile().length()).sum());
        } catch (UnprocessableException e) {
            // It is refused when the experiment is planned.
            return OptionalLong.empty();
        }
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
        throw new AbsentInputException("model " + name, "there is no model '" + name + "'; "
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

    /** The models under the roots that are complete, in the order of their names. */
    public List<Model> complete() {
        List<Model> complete = new ArrayList<>();
        for (String name : names()) {
            try {
                underRoots(name).ifPresent(complete::add);
            } catch (UnprocessableException e) {
                // It is refused when it is requested.
                continue;
            }
        }
        return complete;
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

    private static Model complete(Model model) {
        InputFolder files = model.files();
        files.require(CONFIG, FileKind.CONFIG, "it says what architecture the weights have");
        model.tokenizer();
        files.find(TokenCounts.FILE, FileKind.COUNTS);
        Model.TOKENIZER_SETTINGS.forEach(file -> files.find(file, FileKind.CONFIG));
        WeightFiles.of(files);
        return model;
    }
}
