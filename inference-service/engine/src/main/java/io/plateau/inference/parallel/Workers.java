package io.plateau.inference.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The threads that an engine is given. Independent parts (contexts, tiles of positions) run side by side, each tensor
 * operation on one thread: the threads need not meet after every small operation, and what a part computes does not
 * depend on how many there are. A part that is alone has all threads for its operations.
 *
 * <p>Called from one thread at a time.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /** @param threads at least 1; on a GPU 1, since its operations are one queue */
    public Workers(int threads) {
        this.threads = threads;
        // Loads the native library on first use.
        Engine.getEngine("PyTorch");
        AtomicInteger number = new AtomicInteger();
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "tensors-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        JniUtils.setNumThreads(threads);
    }

    public int threads() {
        return threads;
    }

    /**
     * Does parts 0 … {@code parts} − 1 and returns when all have ended.
     *
     * @throws RuntimeException the first failure; parts not begun by then are left out
     * @throws java.util.concurrent.CancellationException between two parts, when {@link Cancellation} says so
     */
    public void forEach(int parts, IntConsumer part) {
        if (parts == 1 || threads == 1) {
            for (int i = 0; i < parts; i++) {
                Cancellation.check();
                part.accept(i);
            }
            return;
        }
        JniUtils.setNumThreads(1);
        try {
            share(parts, part);
        } finally {
            JniUtils.setNumThreads(threads);
        }
    }

    private void share(int parts, IntConsumer part) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        BooleanSupplier cancelled = Cancellation.current();
        for (int t = 0; t < Math.min(threads, parts); t++) {
            running.add(pool.submit(() -> Cancellation.during(cancelled, () -> {
                // The tensor library keeps this number per thread.
                JniUtils.setNumThreads(1);
                takeParts(next, parts, part);
                return null;
            })));
        }
        awaitAll(running);
    }

    private static void takeParts(AtomicInteger next, int parts, IntConsumer part) {
        for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            try {
                Cancellation.check();
                part.accept(i);
            } catch (RuntimeException | Error e) {
                next.set(parts);
                throw e;
            }
        }
    }

    /** Waits for all even after a failure or an interrupt: the parts use tensors that the caller frees next. */
    private static void awaitAll(List<Future<?>> running) {
        Throwable failure = null;
        boolean interrupted = false;
        for (Future<?> future : running) {
            boolean ended = false;
            while (!ended) {
                try {
                    future.get();
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                    ended = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
