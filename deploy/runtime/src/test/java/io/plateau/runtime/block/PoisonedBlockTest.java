package io.plateau.runtime.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Blocks that bring down what computes them. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
@Timeout(120)
class PoisonedBlockTest {
    @Inject
    RecordingHandler handler;
    @Inject
    BlockRunner runner;
    @Inject
    EntityManager entities;

    private final String experiment = UUID.randomUUID().toString();

    @BeforeEach
    void reset() {
        handler.reset();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            memory       | the graph service ran out of memory
            stack        | the computation nests deeper than the stack of the graph service
            native       | a library that the graph service needs cannot be used on its host
            class        | a library that the graph service needs cannot be used on its host
            initialiser  | a library that the graph service needs cannot be used on its host
            assertion    | an error of the graph service itself
            wrapped      | the graph service ran out of memory""")
    void anErrorIsTriedThreeTimesThenRefusedAndTheNextBlockIsDone(String kind, String reason) {
        handler.whileComputing = block -> {
            if (block == 0) {
                fail(kind);
            }
        };

        Throwable refusal = deliver(0);

        assertTrue(refusal != null && refusal.getMessage().startsWith(reason), String.valueOf(refusal));
        assertFalse(refusal.getMessage().contains("java.") || refusal.getMessage().contains("Error"),
                refusal.getMessage());
        assertEquals(3, handler.computed.size());
        assertNull(deliver(1));
    }

    private static void fail(String kind) {
        switch (kind) {
            case "memory" -> assertEquals(0, new long[2][Integer.MAX_VALUE - 8].length);
            case "stack" -> descend(0);
            case "native" -> System.load("/nonexistent/libmissing.so");
            case "class" -> throw new NoClassDefFoundError("ai/djl/Missing");
            case "initialiser" -> throw new ExceptionInInitializerError(new IllegalStateException("no driver"));
            case "assertion" -> throw new AssertionError("it cannot be");
            case "wrapped" -> throw new IllegalStateException(new OutOfMemoryError("Java heap space"));
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static int descend(int depth) {
        return descend(depth + 1) + 1;
    }

    @Test
    void anErrorThatPassesIsNoFailure() {
        handler.whileComputing = block -> {
            if (handler.computed.size() < 3) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        assertNull(deliver(0));
    }

    @Test
    void aBlockThatThreeProcessesDiedOfIsGivenUpUntried() {
        leftBy(3, 60, false);

        Throwable refusal = deliver(0);

        assertEquals("3 processes of the service died while handling it, for example from too little memory, a crash"
                + " of a native library or a kill; see their logs and those of their hosts", refusal.getMessage());
        assertTrue(handler.computed.isEmpty());
        // And so it stays, should it come again
        assertTrue(deliver(0) != null && handler.computed.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fewerDeathsAreForgottenOnceItIsDone(int deaths) {
        leftBy(deaths, 60, false);
        assertNull(deliver(0));
        assertEquals(0L, attempts());
        assertEquals(1, handler.computed.size());
    }

    @Test
    void whatWaitsForASuspectToEndIsNotInHand() throws Exception {
        leftBy(1, 60, false);
        CountDownLatch hold = new CountDownLatch(1);
        handler.whileComputing = block -> {
            if (block == 0) {
                await(hold);
            }
        };
        CompletableFuture<Throwable> suspect = CompletableFuture.supplyAsync(() -> deliver(0));
        Awaitility.await("the suspect in hand").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(10))
                .pollInSameThread().until(() -> !handler.computed.isEmpty());
        CompletableFuture<Throwable> other = CompletableFuture.supplyAsync(() -> deliver(1));
        Thread.sleep(500);

        // The dead one's row and the suspect's own: should the process die now, the other is not to blame
        assertEquals(2L, attempts());
        assertEquals(List.of(0), List.copyOf(handler.computed));
        hold.countDown();
        assertNull(suspect.get(30, TimeUnit.SECONDS));
        assertNull(other.get(30, TimeUnit.SECONDS));
        assertEquals(0L, attempts());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatProcessesLeftWhenToldToStopTheyDidNotDieOf() {
        leftBy(5, 60, true);
        assertNull(deliver(0));
    }

    @Test
    void processesThatLiveDidNotDie() {
        // As after a rebalance, or a pause that is over
        leftBy(5, 0, false);
        assertNull(deliver(0));
    }

    @Test
    void aSignOfLifeThatIsLateIsWaitedForUntilItIsDeath() {
        leftBy(3, 5, false);
        long begin = System.nanoTime();
        assertTrue(deliver(0) != null);
        // Dead after eight seconds
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() > 2_000);
    }

    /** Processes whose last heartbeat is this old, in seconds, each handling the block. */
    private void leftBy(int processes, int secondsAgo, boolean stopping) {
        for (int i = 0; i < processes; i++) {
            String process = UUID.randomUUID().toString();
            QuarkusTransaction.requiringNew().run(() -> {
                entities.createNativeQuery("INSERT INTO process (id, beat_at, stopping) VALUES (:id, now() - :ago *"
                        + " interval '1 s', :stopping)").setParameter("id", process).setParameter("ago", secondsAgo)
                        .setParameter("stopping", stopping).executeUpdate();
                entities.createNativeQuery("INSERT INTO attempt (delivery, process) VALUES (:delivery, :id)")
                        .setParameter("delivery", "graph-work/" + experiment + "/GraphWork/0")
                        .setParameter("id", process).executeUpdate();
            });
        }
    }

    private long attempts() {
        return ((Number) entities.createNativeQuery("SELECT count(*) FROM attempt WHERE delivery LIKE :of")
                .setParameter("of", "%" + experiment + "%").getSingleResult()).longValue();
    }

    private Throwable deliver(int block) {
        return Delivery.of(runner, handler, new GraphWork(experiment, block, 2, Sign.EXCITATORY, 0, 1));
    }
}
