package io.plateau.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkInHandTest {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final WorkInHand work = new WorkInHand();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatMustRunAloneRunsWithNoOther() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch hold = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            threads.submit(() -> work.during(false, () -> {
                running.incrementAndGet();
                begun.countDown();
                await(hold);
                return running.decrementAndGet();
            }));
        }
        await(begun);
        assertEquals(2, running.get());
        Future<?> alone = threads.submit(() -> work.during(true, () -> atOnce.updateAndGet(n -> running.get())));
        Thread.sleep(100);
        assertFalse(alone.isDone());
        hold.countDown();
        alone.get(10, TimeUnit.SECONDS);
        assertEquals(0, atOnce.get());
    }

    @Test
    void theEndOfWhatIsInHandIsWaitedForWithinBounds() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        assertTrue(work.endsWithin(Duration.ZERO, LOOK));
        Future<?> block = threads.submit(() -> work.holding(() -> {
            begun.countDown();
            await(hold);
            return null;
        }));
        await(begun);
        assertFalse(work.endsWithin(Duration.ofMillis(50), LOOK));
        hold.countDown();
        block.get(10, TimeUnit.SECONDS);
        assertTrue(work.endsWithin(Duration.ofSeconds(10), LOOK));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
