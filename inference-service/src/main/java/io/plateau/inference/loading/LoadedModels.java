package io.plateau.inference.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;
import io.plateau.inference.files.FileState;
import io.plateau.inference.parallel.Cancellation;

/**
 * The models used last, loaded. One computation at a time: an engine is not made for two threads, and two forward passes at
 * once would only share the same processors or the same GPU. Loading holds no lock: a model on a slow disk does not delay
 * another one.
 */
public final class LoadedModels implements AutoCloseable {
    private final EngineSettings settings;
    private final int capacity;
    private final Consumer<String> lines;
    private final BiConsumer<Model, Duration> loads;
    private final ReentrantLock computing = new ReentrantLock();
    /** Fair, so that a model that needs room is not overtaken endlessly by those that are loaded. */
    private final ReentrantLock queue = new ReentrantLock(true);
    private final ReentrantLock access = new ReentrantLock();
    private final Condition idle = access.newCondition();
    private final Map<Key, Slot> slots = new LinkedHashMap<>(4, 0.75f, true);

    /** A model whose files changed is another model. */
    private record Key(Path directory, String state) {
    }

    /** Room for one model, from before it is loaded; {@code users} is guarded by {@code access}. */
    private static final class Slot {
        private final String name;
        private final CompletableFuture<InferenceEngine> engine = new CompletableFuture<>();
        private int users;

        Slot(String name) {
            this.name = name;
        }
    }

    /**
     * @param capacity how many models may be loaded at the same time
     * @param lines receives what is to be said about a model when it is loaded
     * @param loads receives each model that is loaded, and how long that took
     */
    public LoadedModels(EngineSettings settings, int capacity, Consumer<String> lines,
            BiConsumer<Model, Duration> loads) {
        if (capacity < 1) {
            throw new IllegalArgumentException("plateau.models.loaded is " + capacity + "; it must be at least 1");
        }
        this.settings = settings;
        this.capacity = capacity;
        this.lines = lines;
        this.loads = loads;
    }

    /** Whether a model of this name is loaded or being loaded. */
    public boolean holds(String name) {
        access.lock();
        try {
            return slots.values().stream().anyMatch(slot -> slot.name.equals(name));
        } finally {
            access.unlock();
        }
    }

    /**
     * Works with a model, loading it first where needed.
     *
     * @throws io.plateau.contracts.UnprocessableException when its checkpoint is missing, unsupported or damaged
     */
    public <T> T use(Model model, Function<InferenceEngine, T> work) {
        Key key = new Key(model.directory(), state(model.directory()));
        Slot mine = new Slot(model.name());
        Slot slot = take(key, mine);
        try {
            if (slot == mine) {
                load(model, key, slot);
            }
            InferenceEngine engine = loaded(slot);
            computing.lock();
            try {
                Cancellation.check();
                T result = work.apply(engine);
                // Results of a cancelled block are not published.
                Cancellation.check();
                return result;
            } finally {
                computing.unlock();
            }
        } finally {
            release(slot);
        }
    }

    /** The model's slot, or {@code fresh} in its place once there is room. */
    private Slot take(Key key, Slot fresh) {
        queue.lock();
        access.lock();
        try {
            Slot slot = slots.get(key);
            if (slot == null) {
                // Before loading, not after: two at once must fit the memory, not three.
                while (slots.size() >= capacity && !dropOldestIdle()) {
                    idle.awaitUninterruptibly();
                }
                slots.put(key, fresh);
                slot = fresh;
            }
            slot.users++;
            return slot;
        } finally {
            access.unlock();
            queue.unlock();
        }
    }

    private boolean dropOldestIdle() {
        for (Iterator<Slot> oldest = slots.values().iterator(); oldest.hasNext();) {
            Slot slot = oldest.next();
            if (slot.users == 0) {
                oldest.remove();
                slot.engine.join().close();
                return true;
            }
        }
        return false;
    }

    private void load(Model model, Key key, Slot slot) {
        try {
            long begin = System.nanoTime();
            InferenceEngine engine = InferenceEngine.load(model.files(), settings);
            loads.accept(model, Duration.ofNanos(System.nanoTime() - begin));
            engine.notes().forEach(note -> lines.accept("model " + model.name() + ": " + note));
            slot.engine.complete(engine);
        } catch (RuntimeException | Error e) {
            access.lock();
            try {
                slots.remove(key);
            } finally {
                access.unlock();
            }
            slot.engine.completeExceptionally(e);
        }
    }

    private static InferenceEngine loaded(Slot slot) {
        try {
            return slot.engine.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void release(Slot slot) {
        access.lock();
        try {
            slot.users--;
            idle.signalAll();
        } finally {
            access.unlock();
        }
    }

    private static String state(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().map(FileState::of).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("the model's folder could not be read", e);
        }
    }

    /** Frees the models, unless a block is still being computed: then the end of the process does. */
    @Override
    public void close() {
        access.lock();
        try {
            while (dropOldestIdle()) {
                idle.signalAll();
            }
        } finally {
            access.unlock();
        }
    }
}
