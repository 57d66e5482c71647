package io.plateau.runtime.event;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

/** Messages being handled and running attempts of this process, with their start times. */
@ApplicationScoped
public class WorkInHand {
    private final Map<Object, Long> since = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    /** Fair, so that what must run alone is not put off by what may run together. */
    private final ReadWriteLock alone = new ReentrantReadWriteLock(true);

    /** Handles one message, which counts as being handled until this returns. */
    <R> R holding(Supplier<R> handling) {
        held.incrementAndGet();
        try {
            return handling.get();
        } finally {
            held.decrementAndGet();
        }
    }

    /**
     * Runs one try of a step.
     *
     * @param exclusive whether no other may be under way meanwhile
     */
    <R> R during(boolean exclusive, Supplier<R> step) {
        Lock lock = exclusive ? alone.writeLock() : alone.readLock();
        lock.lock();
        try {
            Object ticket = new Object();
            since.put(ticket, System.nanoTime());
            try {
                return step.get();
            } finally {
                since.remove(ticket);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long the longest try has been under way; the time between tries does not count: it is waited on purpose. */
    public Duration longest() {
        long now = System.nanoTime();
        return Duration.ofNanos(since.values().stream().mapToLong(begin -> now - begin).max().orElse(0));
    }

    /** Waits until no message is being handled; false on timeout. */
    public boolean endsWithin(Duration patience, Duration look) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (held.get() > 0) {
            if (System.nanoTime() > deadline || !slept(look)) {
                return false;
            }
        }
        return true;
    }

    private static boolean slept(Duration look) {
        try {
            Thread.sleep(look.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
