package io.plateau.inference.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.inference.turn.TurnOrder.Waiting;

/** One model fits the memory: the one of the last block. */
class BlockTurnsTest {
    private final AtomicReference<String> loaded = new AtomicReference<>("");
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @CsvSource({
            // Without preference: in order of arrival, a load at every change
            "0, A B A B A B A B, A B A B A B A B, 8",
            "8, A B A B A B A B, A A A A B B B B, 2",
            // A block is passed over twice, and then never again
            "2, A B A A A A A A, A A A B A A A A, 3",
            "1, A B A A B A A A, A A B B A A A A, 3",
            "8, A A B B C C A B, A A A B B B C C, 3",
            // Of one model and size the earlier experiment first, within the same limit
            "8, A3 A2 A1 A2 A1 A3 A1, A3 A1 A1 A1 A2 A2 A3, 1",
            "1, A9 A2 A1 A1 A1, A9 A1 A2 A1 A1, 1",
            "0, A9 A2 A1 A2 A1, A9 A2 A1 A2 A1, 1",
            // Neither before a larger one that came earlier nor before a model that is loaded
            "8, A9 A5+ A1 A1 A1, A9 A5+ A1 A1 A1, 1",
            "8, A9 B1 A5 A4 B2, A9 A4 A5 B1 B2, 2"})
    void blocksOfTheModelThatIsLoadedGoFirstButNoneWaitsForEver(int most, String arrivals, String expected, int loads)
            throws InterruptedException {
        run(new BlockTurns(model -> model.equals(loaded.get()), most), List.of(arrivals.split(" ")));
        assertEquals(expected, String.join(" ", order));
        assertEquals(loads, this.loads.get());
    }

    @Test
    void oneAtATimeAlsoAfterAFailure() throws InterruptedException {
        BlockTurns turns = new BlockTurns(model -> false, 8);
        AtomicInteger inHand = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 32).mapToObj(i -> new Thread(() -> {
            try {
                turns.during("m" + i % 3, new Waiting("e", 1, i), () -> {
                    most.accumulateAndGet(inHand.incrementAndGet(), Math::max);
                    Thread.yield();
                    inHand.decrementAndGet();
                    done.incrementAndGet();
                    if (i % 2 == 0) {
                        throw new IllegalStateException("of the block");
                    }
                    return null;
                });
            } catch (IllegalStateException e) {
                assertEquals("of the block", e.getMessage());
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, most.get());
        assertEquals(32, done.get());
        assertEquals(0, turns.waiting());
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new BlockTurns(model -> true, -1)).getMessage()
                .contains("plateau.models.passed-over is -1"));
    }

    /** The letter is the model, the number the place of the experiment; + marks one of another size. */
    private static Waiting experiment(String block) {
        String place = block.replaceAll("\\D", "");
        return new Waiting(block, block.endsWith("+") ? 1 << 10 : 1, place.isEmpty() ? 0 : Long.parseLong(place));
    }

    /** All arrive, in this order, while the first is under way. */
    private void run(BlockTurns turns, List<String> blocks) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            String name = blocks.get(i);
            String model = name.substring(0, 1);
            boolean first = i == 0;
            int waiting = i;
            Thread thread = new Thread(() -> turns.during(model, experiment(name), () -> {
                order.add(name);
                if (!model.equals(loaded.getAndSet(model))) {
                    loads.incrementAndGet();
                }
                if (first) {
                    await(go);
                }
                return null;
            }));
            thread.start();
            threads.add(thread);
            Awaitility.await("the arrival of " + i).atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(1))
                    .until(() -> first ? !order.isEmpty() : turns.waiting() >= waiting);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
