package io.plateau.inference.turn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which of the blocks that wait for the engine is next: the first of a model that is loaded, since loading takes as long as
 * many blocks; or, where an experiment of the same model and about the same size began earlier, a block of that one, so that
 * experiments end one after another and not all at the end. A block is passed over so often and no more; how many blocks of an
 * experiment wait is not decided here.
 */
public final class BlockTurns {
    private final Predicate<String> loaded;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** In order of arrival. */
    private final List<Block> waiting = new ArrayList<>();
    private Block current;

    private static final class Block {
        private final String model;
        private final TurnOrder.Waiting experiment;
        private int passedOver;

        Block(String model, TurnOrder.Waiting experiment) {
            this.model = model;
            this.experiment = experiment;
        }

        boolean isAlike(Block other) {
            return model.equals(other.model) && experiment.sizeClass() == other.experiment.sizeClass();
        }
    }

    /**
     * @param loaded whether a model is loaded, by its name
     * @param most how often a block is passed over
     */
    public BlockTurns(Predicate<String> loaded, int most) {
        if (most < 0) {
            throw new IllegalArgumentException("plateau.models.passed-over is " + most + "; it must be at least 0");
        }
        this.loaded = loaded;
        this.most = most;
    }

    /**
     * Runs a block when its turn comes; one at a time.
     *
     * @param experiment the block's, with its place among all
     */
    public <T> T during(String model, TurnOrder.Waiting experiment, Supplier<T> block) {
        Block mine = new Block(model, experiment);
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
        Block first = waiting.get(0);
        current = first.passedOver >= most ? first : earliestLike(firstOfLoaded(first));
        for (Block earlier : waiting.subList(0, waiting.indexOf(current))) {
            earlier.passedOver++;
        }
        waiting.remove(current);
        changed.signalAll();
    }
    private Block firstOfLoaded(Block otherwise) {
        return waiting.stream().filter(block -> loaded.test(block.model)).findFirst().orElse(otherwise);
    }

    private Block earliestLike(Block one) {
        return waiting.stream().filter(one::isAlike)
                .min(Comparator.comparing(block -> block.experiment, TurnOrder.ORDER)).orElseThrow();
    }
}
