package io.plateau.local.moment;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StandstillsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void aServiceStandsStillAtTheMomentAskedForUntilItIsLifted() throws Exception {
        ask("graph.after-commit.communities");
        CompletableFuture<Void> block = CompletableFuture
                .runAsync(() -> standstills().reach(Moment.AFTER_COMMIT, "communities", "this"));

        Path reached = awaitFile("graph.after-commit.communities.reached");
        assertFalse(block.isDone());
        // Written right after the file has its new name.
        await("its content").atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> Files.size(reached) > 0);
        assertEquals(ProcessHandle.current().pid() + " communities@this", Files.readString(reached));
        Files.delete(reached);

        block.get(20, TimeUnit.SECONDS);
        assertEquals(List.of(), files());
    }

    @Test
    void otherMomentsStagesAndServicesGoOn() throws IOException {
        ask("graph.after-commit.communities");
        ask("routing.at-barrier");

        standstills().reach(Moment.AFTER_PUBLISH, "communities", "this");
        standstills().reach(Moment.AFTER_COMMIT, "activations", "this");
        standstills().reach(Moment.AT_BARRIER, "communities", "this");

        assertEquals(List.of("graph.after-commit.communities", "routing.at-barrier"), files());
    }

    @Test
    void theMomentOfAnExperimentIsNotAnothers() throws Exception {
        ask("graph.after-commit.communities@this");

        standstills().reach(Moment.AFTER_COMMIT, "communities", "another");
        CompletableFuture<Void> block = CompletableFuture
                .runAsync(() -> standstills().reach(Moment.AFTER_COMMIT, "communities", "this"));

        Files.delete(awaitFile("graph.after-commit.communities@this.reached"));
        block.get(20, TimeUnit.SECONDS);
    }

    @Test
    void ofManyReplicasOneAloneComesToTheMoment() throws IOException {
        ask("graph.at-barrier");
        MomentFiles files = files(Duration.ZERO);

        long claimed = IntStream.range(0, 64).parallel()
                .mapToObj(i -> files.claim(Moment.AT_BARRIER, "clustering", "this"))
                .filter(Optional::isPresent).count();

        assertEquals(1, claimed);
    }

    @Test
    void theMomentDuringAComputationComesWhileItRunsAndIsAwaitedAtItsEnd() throws Exception {
        ask("graph.during-compute");

        Thread during = standstills().begin("communities", "this");
        Path reached = awaitFile("graph.during-compute.reached");
        assertTrue(during.isAlive());
        Files.delete(reached);

        during.join();
    }

    @Test
    void aComputationOfWhichNothingIsAskedIsNotHeldUp() throws Exception {
        Thread during = standstills().begin("communities", "this");

        assertFalse(during.isAlive());
        during.join();
    }

    @Test
    void aPoisonedBlockIsStruckAndNoOther() throws IOException {
        Files.writeString(directory.resolve("graph.poison.communities@this"), "missing-library");

        assertThrows(UnsatisfiedLinkError.class, () -> standstills().begin("communities", "this"));
        assertFalse(standstills().begin("communities", "another").isAlive());
    }

    @Test
    void aServiceGoesOnWhenNobodyLiftsTheMoment() throws IOException {
        ask("graph.finalisation");
        MomentFiles files = files(Duration.ofMillis(20));

        Path reached = files.claim(Moment.FINALISATION, "clustering", "this").orElseThrow();

        assertFalse(files.awaitLifted(reached));
        assertTrue(Files.exists(reached));
    }

    private Standstills standstills() {
        return new Standstills(files(PATIENCE));
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

    private Path awaitFile(String name) {
        Path file = directory.resolve(name);
        await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> Files.exists(file));
        return file;
    }
}
