package io.plateau.inference.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;
import io.plateau.inference.parallel.Cancellation;

/**
 * The models used last, loaded. One call at a time: an engine is not made for two threads, and two forward passes at
 * once would only share the same processors or the same GPU.
 */
public final class LoadedModels implements AutoCloseable {
    /** Two, because two experiments on two models interleave their blocks in the demonstration run. */
    private static final int CAPACITY = 2;

    private final EngineSettings settings;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Map<Key, InferenceEngine> loaded = new LinkedHashMap<>(4, 0.75f, true);

    /** A model whose files changed is another model. */
    private record Key(Path directory, String state) {
    }

    public LoadedModels(EngineSettings settings) {
        this.settings = settings;
    }

    /**
     * Works with a model, loading it first where needed.
     *
     * @throws io.plateau.contracts.UnprocessableException when its checkpoint is missing, unsupported or damaged
     */
    public <T> T use(Model model, Function<InferenceEngine, T> work) {
        oneAtATime.lock();
        try {
            Cancellation.check();
            T result = work.apply(engine(model));
            // What nobody wants any more is not handed on to be published.
            Cancellation.check();
            return result;
        } finally {
            oneAtATime.unlock();
        }
    }

    private InferenceEngine engine(Model model) {
        Key key = new Key(model.directory(), state(model.directory()));
        InferenceEngine engine = loaded.get(key);
        if (engine == null) {
            // Before loading, not after: two at once must fit the memory, not three.
            for (Iterator<InferenceEngine> oldest = loaded.values().iterator(); loaded.size() >= CAPACITY;) {
                oldest.next().close();
                oldest.remove();
            }
            engine = InferenceEngine.load(model.directory(), settings);
            loaded.put(key, engine);
        }
        return engine;
    }

    private static String state(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            StringBuilder state = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                state.append(file.getFileName()).append(' ').append(Files.size(file)).append(' ')
                        .append(Files.getLastModifiedTime(file)).append('\n');
            }
            return state.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("the model's folder could not be read", e);
        }
    }

    /** Frees the models, unless a block is still being computed: then the end of the process does. */
    @Override
    public void close() {
        if (oneAtATime.tryLock()) {
            try {
                loaded.values().forEach(InferenceEngine::close);
                loaded.clear();
            } finally {
                oneAtATime.unlock();
            }
        }
    }
}
