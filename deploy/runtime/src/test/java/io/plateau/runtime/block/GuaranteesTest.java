package io.plateau.runtime.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.plateau.contracts.Stage;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** The guarantees that a fault harness breaks on purpose, as they hold. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
@Timeout(60)
class GuaranteesTest {
    @Inject
    RecordingHandler handler;
    @Inject
    BlockRunner runner;
    @Inject
    ExperimentRepository experiments;
    private final String experiment = UUID.randomUUID().toString();

    @BeforeEach
    void reset() {
        handler.reset();
    }

    @Test
    void aRedeliveredBlockIsNeitherComputedNorWrittenAgain() {
        assertNull(Delivery.of(runner, handler, event(0)));
        assertNull(Delivery.of(runner, handler, event(0)));

        assertEquals(List.of(0), List.copyOf(handler.computed));
        assertEquals(List.of(0), List.copyOf(handler.stored));
    }

    @Test
    void theSecondReplicaWaitsAtTheBarrierAndSeesTheStageComplete() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        // Under the lock, and not committed
        handler.whileStoring = block -> {
            if (block == 0) {
                storing.countDown();
                await(hold);
            }
        };
        CompletableFuture<Throwable> first = CompletableFuture
                .supplyAsync(() -> Delivery.of(runner, handler, event(0)));
        await(storing);
        CompletableFuture<Throwable> second = CompletableFuture
                .supplyAsync(() -> Delivery.of(runner, handler, event(1)));

        assertThrows(TimeoutException.class, () -> second.get(500, TimeUnit.MILLISECONDS));
        hold.countDown();

        assertNull(first.get(30, TimeUnit.SECONDS));
        assertNull(second.get(30, TimeUnit.SECONDS));
        assertEquals(List.of(false, true), handler.completions.stream().sorted().toList());
    }

    @Test
    void aStepIsStoredOnceAndPublishedEveryTime() {
        experiments.remember(experiment, null);
        List<String> calls = new CopyOnWriteArrayList<>();

        step(calls);
        step(calls);

        assertEquals(List.of("compute", "store", "publish", "publish"), calls);
    }

    private void step(List<String> calls) {
        runner.once(BlockKey.single(experiment, Stage.CLUSTERING), () -> calls.add("compute"),
                result -> calls.add("store"), () -> calls.add("publish"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private GraphWork event(int block) {
        return new GraphWork(experiment, block, 2, Sign.EXCITATORY, 0, 1);
    }
}
