package io.plateau.inference.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void everyPartIsDoneOnce() {
        AtomicIntegerArray done = new AtomicIntegerArray(101);

        workers.forEach(done.length(), done::incrementAndGet);

        for (int i = 0; i < done.length(); i++) {
            assertEquals(1, done.get(i), "part " + i);
        }
    }

    @Test
    void partsRunSideBySide() {
        // Each part waits for the other: on one thread this would never end.
        CountDownLatch both = new CountDownLatch(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        workers.forEach(2, part -> {
            threads.add(Thread.currentThread());
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertEquals(2, threads.size());
    }

    @Test
    void aPartThatIsAloneRunsOnTheCallersThread() {
        Thread[] ran = new Thread[1];

        workers.forEach(1, part -> ran[0] = Thread.currentThread());

        assertSame(Thread.currentThread(), ran[0]);
    }

    @Test
    void aFailureEndsTheWorkAndIsPassedOn() {
        AtomicInteger begun = new AtomicInteger();

        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> workers.forEach(1_000, part -> {
            begun.incrementAndGet();
            throw new IllegalStateException("part " + part);
        }));

        assertEquals("part ", failure.getMessage().substring(0, 5));
        // Each of the two threads can have begun one.
        assertEquals(true, begun.get() <= 2, "begun " + begun);
    }
}
