package io.plateau.runtime.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.plateau.contracts.Stage;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.runtime.event.EventIntake;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.Experiments;
import io.plateau.runtime.moment.Break;
import io.plateau.runtime.moment.Breaks;
import io.plateau.runtime.moment.Moments;
import io.plateau.runtime.moment.OnPurpose;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Each guarantee as it holds, and broken on purpose. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
@Timeout(60)
class BrokenRunnerTest {
    @Inject
    RecordingHandler handler;
    @Inject
    EventIntake intake;
    @Inject
    EventPublisher publisher;
    @Inject
    Experiments experiments;
    @Inject
    Ledger ledger;
    @Inject
    BlockMetrics metrics;
    private Path directory;
    private final String experiment = UUID.randomUUID().toString();

    @BeforeEach
    void reset() throws IOException {
        handler.reset();
        directory = Files.createTempDirectory("moments");
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(directory.resolve("graph.at-barrier"));
        Files.deleteIfExists(directory.resolve("graph.at-barrier.reached"));
        Files.delete(directory);
    }

    @Test
    void withoutTheLedgerARedeliveredBlockIsComputedAndWrittenAgain() {
        BlockRunner broken = runner(OnPurpose.broken(Break.IDEMPOTENCE));

        assertNull(Delivery.of(broken, handler, event(0)));
        assertNull(Delivery.of(broken, handler, event(0)));

        assertEquals(List.of(0, 0), List.copyOf(handler.computed));
        assertEquals(List.of(0, 0), List.copyOf(handler.stored));
    }

    @Test
    void underTheLockTheSecondReplicaWaitsAtTheBarrierAndSeesTheStageComplete() throws Exception {
        BlockRunner intact = runner(OnPurpose.intact());
        CompletableFuture<Throwable> first = atBarrier(intact);
        CompletableFuture<Throwable> second = CompletableFuture
                .supplyAsync(() -> Delivery.of(intact, handler, event(1)));

        assertThrows(TimeoutException.class, () -> second.get(500, TimeUnit.MILLISECONDS));
        lift();

        assertNull(first.get(30, TimeUnit.SECONDS));
        assertNull(second.get(30, TimeUnit.SECONDS));
        assertEquals(List.of(false, true), handler.completions.stream().sorted().toList());
    }

    @Test
    void withoutTheLockBothReplicasMissTheLastBlock() throws Exception {
        BlockRunner broken = runner(OnPurpose.broken(Break.BARRIER_LOCK));
        CompletableFuture<Throwable> first = atBarrier(broken);

        assertNull(Delivery.of(broken, handler, event(1)));
        lift();

        assertNull(first.get(30, TimeUnit.SECONDS));
        assertEquals(List.of(false, false), List.copyOf(handler.completions));
    }

    @Test
    void aStepIsStoredOnceAndPublishedEveryTimeBeforeItIsOver() throws Exception {
        BlockRunner runner = runner(OnPurpose.intact());
        experiments.remember(experiment, null);
        Path asked = Files.createFile(directory.resolve("graph.after-publish.clustering"));
        Path reached = directory.resolve("graph.after-publish.clustering.reached");
        List<String> calls = new CopyOnWriteArrayList<>();

        CompletableFuture<Void> step = CompletableFuture.runAsync(() -> step(runner, calls));
        while (!Files.exists(reached)) {
            assertFalse(step.isDone(), "it stands where it was asked to");
            Thread.sleep(5);
        }
        assertEquals(List.of("compute", "store", "publish"), calls);
        Files.delete(reached);
        step.get(30, TimeUnit.SECONDS);
        step(runner, calls);

        assertEquals(List.of("compute", "store", "publish", "publish"), calls);
        assertFalse(Files.exists(asked));
    }

    private void step(BlockRunner runner, List<String> calls) {
        runner.once(BlockKey.single(experiment, Stage.CLUSTERING), () -> calls.add("compute"),
                result -> calls.add("store"), () -> calls.add("publish"));
    }

    /** A replica that has written and counted block 0 of 2 and stands still before its commit. */
    private CompletableFuture<Throwable> atBarrier(BlockRunner runner) throws Exception {
        experiments.remember(experiment, null);
        Files.createFile(directory.resolve("graph.at-barrier"));
        CompletableFuture<Throwable> replica = CompletableFuture
                .supplyAsync(() -> Delivery.of(runner, handler, event(0)));
        while (!Files.exists(directory.resolve("graph.at-barrier.reached"))) {
            Thread.sleep(5);
        }
        return replica;
    }

    private void lift() throws Exception {
        Files.delete(directory.resolve("graph.at-barrier.reached"));
    }

    private BlockRunner runner(Breaks breaks) {
        Moments moments = OnPurpose.moments(directory);
        return new BlockRunner(intake, publisher, experiments, ledger, metrics, moments, breaks, "graph");
    }

    private GraphWork event(int block) {
        return new GraphWork(experiment, block, 2, Sign.EXCITATORY, 0, 1);
    }
}
