package io.plateau.runtime.moment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.Stage;

@Timeout(30)
class MomentsTest {
    @TempDir
    Path directory;

    @Test
    void aServiceStandsStillAtTheMomentAskedForUntilItIsLifted() throws Exception {
        ask("graph.after-commit.communities");
        CompletableFuture<Void> block = CompletableFuture
                .runAsync(() -> moments().reach(Moment.AFTER_COMMIT, Stage.COMMUNITIES, "this"));

        Path reached = awaitFile("graph.after-commit.communities.reached");
        assertFalse(block.isDone());
        // Written right after the file has its new name.
        while (Files.size(reached) == 0) {
            Thread.sleep(5);
        }
        assertEquals(ProcessHandle.current().pid() + " communities@this", Files.readString(reached));
        Files.delete(reached);

        block.get(20, TimeUnit.SECONDS);
        assertEquals(List.of(), files());
    }

    @Test
    void otherMomentsStagesAndServicesGoOn() throws IOException {
        ask("graph.after-commit.communities");
        ask("routing.at-barrier");

        moments().reach(Moment.AFTER_PUBLISH, Stage.COMMUNITIES, "this");
        moments().reach(Moment.AFTER_COMMIT, Stage.ACTIVATIONS, "this");
        moments().reach(Moment.AT_BARRIER, Stage.COMMUNITIES, "this");

        assertEquals(List.of("graph.after-commit.communities", "routing.at-barrier"), files());
    }

    @Test
    void theMomentOfAnExperimentIsNotAnothers() throws Exception {
        ask("graph.after-commit.communities@this");

        moments().reach(Moment.AFTER_COMMIT, Stage.COMMUNITIES, "another");
        CompletableFuture<Void> block = CompletableFuture
                .runAsync(() -> moments().reach(Moment.AFTER_COMMIT, Stage.COMMUNITIES, "this"));

        Files.delete(awaitFile("graph.after-commit.communities@this.reached"));
        block.get(20, TimeUnit.SECONDS);
    }

    @Test
    void ofManyReplicasOneAloneComesToTheMoment() throws IOException {
        ask("graph.at-barrier");
        MomentFiles files = files(Duration.ZERO);

        long claimed = IntStream.range(0, 64).parallel()
                .mapToObj(i -> files.claim(Moment.AT_BARRIER, Stage.CLUSTERING, "this"))
                .filter(Optional::isPresent).count();

        assertEquals(1, claimed);
    }

    @Test
    void theMomentDuringAComputationComesWhileItRunsAndHoldsItsResultBack() throws Exception {
        ask("graph.during-compute");
        CountDownLatch computing = new CountDownLatch(1);
        CompletableFuture<String> result = CompletableFuture
                .supplyAsync(() -> moments().during(Stage.COMMUNITIES, "this", () -> {
                    await(computing);
                    return "result";
                }));

        Path reached = awaitFile("graph.during-compute.reached");
        computing.countDown();
        assertFalse(result.isDone());
        Files.delete(reached);

        assertEquals("result", result.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aServiceGoesOnWhenNobodyLiftsTheMoment() throws IOException {
        ask("graph.finalisation");
        MomentFiles files = files(Duration.ofMillis(20));

        Path reached = files.claim(Moment.FINALISATION, Stage.CLUSTERING, "this").orElseThrow();

        assertFalse(files.awaitLifted(reached));
        assertTrue(Files.exists(reached));
    }

    @Test
    void withoutADirectoryThereAreNoMoments() {
        Moments production = new Moments(Optional.empty(), "graph");

        production.reach(Moment.AFTER_COMMIT, Stage.COMMUNITIES, "this");

        assertEquals(3, production.during(Stage.COMMUNITIES, "this", () -> 3));
    }

    private Moments moments() {
        return new Moments(Optional.of(directory.toString()), "graph");
    }

    private MomentFiles files(Duration patience) {
        return new MomentFiles(directory, "graph", patience);
    }

    private void ask(String name) throws IOException {
        Files.createFile(directory.resolve(name));
    }

    private List<String> files() throws IOException {
        try (var listed = Files.list(directory)) {
            return listed.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    /** Bounded by the time-out of the class. */
    private Path awaitFile(String name) throws InterruptedException {
        Path file = directory.resolve(name);
        while (!Files.exists(file)) {
            Thread.sleep(2);
        }
        return file;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
