package io.plateau.inference.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which of the blocks that wait for the engine is next: the first of a model that is loaded, since loading takes as long as
 * many blocks. A block is passed over so often and no more; how many blocks of an experiment wait is not decided here.
 */
public final class ModelTurns {
    private final Predicate<String> loaded;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** In order of arrival. */
    private final List<Waiting> waiting = new ArrayList<>();
    private Waiting current;

    private static final class Waiting {
        private final String model;
        private int passedOver;

        Waiting(String model) {
            this.model = model;
        }
    }

    /**
     * @param loaded whether a model is loaded, by its name
     * @param most how often a block is passed over
     */
    public ModelTurns(Predicate<String> loaded, int most) {
        if (most < 0) {
            throw new IllegalArgumentException("plateau.models.passed-over is " + most + "; it must be at least 0");
        }
        this.loaded = loaded;
        this.most = most;
    }

    /** Runs a block when its turn comes; one at a time. */
    public <T> T during(String model, Supplier<T> block) {
        Waiting mine = new Waiting(model);
        lock.lock();
        try {
            waiting.add(mine);
            choose();
            while (current != mine) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        try {
            return block.get();
        } finally {
            lock.lock();
            try {
                current = null;
                choose();
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many blocks wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void choose() {
        if (current != null || waiting.isEmpty()) {
            return;
        }
        Waiting first = waiting.get(0);
        current = first.passedOver >= most
                ? first
                : waiting.stream().filter(block -> loaded.test(block.model)).findFirst().orElse(first);
        for (Waiting earlier : waiting.subList(0, waiting.indexOf(current))) {
            earlier.passedOver++;
        }
        waiting.remove(current);
        changed.signalAll();
    }
}
