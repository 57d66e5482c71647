package io.plateau.inference.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.PublishedWorkRepository;
import io.plateau.inference.store.TurnRepository;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Which blocks are published as work, of an experiment that has been cancelled, so that nobody does them meanwhile. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class WorkItemsTest {
    private static final int BLOCKS = 4;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    WorkItems work;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    PublishedWorkRepository claims;
    @Inject
    TurnRepository processes;
    @Inject
    PendingBlocks pending;
    @Inject
    EntityManager entities;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void anExperimentThatWasCancelled() {
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        runs.end(id, ExperimentStatus.CANCELLED, null);
    }

    /** In tests one block is ahead, so that every experiment in them goes from block to block. */
    @Test
    void aBlockIsPublishedWhenOneIsDone() {
        work.captureWeights(id, BLOCKS);
        assertEquals(List.of(0), published());

        done(0);
        work.following(block(0));
        assertEquals(List.of(0, 1), published());
        done(1);
        work.following(block(1));
        done(2);
        work.following(block(2));
        done(3);
        work.following(block(3));
        assertEquals(List.of(0, 1, 2, 3), published());
    }

    @Test
    void aRedeliveredBlockPublishesOnlyWhatACrashKeptFromBeingPublished() {
        work.captureWeights(id, BLOCKS);
        done(0);
        // As after a crash between the decision and the publishing: whatever has been decided since
        assertEquals(List.of(1), QuarkusTransaction.requiringNew().call(
                () -> claims.claim(id, Stage.CAPTURE_WEIGHTS, 0, "default", BLOCKS, 1).boxed().toList()));
        assertEquals(List.of(0), published());
        work.following(block(0));
        assertEquals(List.of(0, 1), published());

        // As after a rebalance: all has been published
        work.following(block(0));
        work.captureWeights(id, BLOCKS);
        assertEquals(List.of(0, 1), published());

        // And a block that was done meanwhile need not be published
        done(1);
        assertEquals(List.of(2), QuarkusTransaction.requiringNew().call(
                () -> claims.claim(id, Stage.CAPTURE_WEIGHTS, 1, "default", BLOCKS, 1).boxed().toList()));
        done(2);
        work.following(block(1));
        assertEquals(List.of(0, 1), published());
    }

    @Test
    void moreAreAheadWhenThereAreMoreWorkersAndNoBlockIsLeftOut() {
        assertEquals(List.of(0, 1), claim(PublishedWorkRepository.BEGIN, 2));
        done(1);
        assertEquals(List.of(2, 3, 4, 5), claim(1, 5));
        // And with fewer none is published until as few are ahead
        for (int block : new int[]{0, 2, 3}) {
            done(block);
            assertEquals(List.of(), claim(block, 2));
        }
        done(4);
        assertEquals(List.of(6), claim(4, 2));
        // What was decided is decided
        assertEquals(List.of(2, 3, 4, 5), claim(1, 99));
        done(5);
        assertEquals(List.of(7, 8, 9), claim(5, 99));
    }

    @Test
    void twoThatAreDoneAtOnceDoNotPublishTheSameBlocks() throws Exception {
        claim(PublishedWorkRepository.BEGIN, 8);
        IntStream.range(0, 8).forEach(this::done);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<Integer>>> claims = new ArrayList<>();
            IntStream.range(0, 8).forEach(block -> claims.add(() -> claim(block, 1)));
            List<Integer> all = new ArrayList<>();
            for (Future<List<Integer>> claimed : threads.invokeAll(claims)) {
                all.addAll(claimed.get());
            }
            assertEquals(List.of(8), all);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Integer> claim(int cause, int ahead) {
        return QuarkusTransaction.requiringNew().call(
                () -> claims.claim(id, Stage.CAPTURE_WEIGHTS, cause, "default", 10, ahead).boxed().toList());
    }

    @Test
    void noWorkAheadIsRefused() {
        assertEquals("plateau.work.ahead is 0; at least 1 block must be published, or no work would ever begin",
                assertThrows(IllegalArgumentException.class, () -> new WorkAhead(null, 0, 3)).getMessage());
        assertEquals("plateau.work.ahead-per-worker is -1; it must be at least 0",
                assertThrows(IllegalArgumentException.class, () -> new WorkAhead(null, 24, -1)).getMessage());
    }

    @Test
    void asManyAreAheadAsThereAreWorkersInThePool() {
        String pool = "p" + id.substring(0, 8);
        workers(pool, 5);
        assertEquals(24, new WorkAhead(processes, 24, 3).of(pool));
        assertEquals(45, new WorkAhead(processes, 24, 9).of(pool));
        assertEquals(24, new WorkAhead(processes, 24, 9).of("another"));
    }

    private void workers(String pool, int count) {
        IntStream.range(0, count).forEach(i -> QuarkusTransaction.requiringNew().run(() -> entities
                .createNativeQuery("INSERT INTO process (id, pool) VALUES (?1, ?2)").setParameter(1, pool + i)
                .setParameter(2, pool).executeUpdate()));
    }

    /** Of an experiment that is under way, and of nothing else. */
    @Test
    void pendingAreTheBlocksOfStagesThatHaveBegunLessThoseDone() {
        String pool = "q" + id.substring(0, 8);
        String other = UUID.randomUUID().toString();
        runs.create(other, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        for (String experiment : List.of(id, other)) {
            QuarkusTransaction.requiringNew().run(() -> {
                claims.claim(experiment, Stage.CAPTURE, PublishedWorkRepository.BEGIN, pool, 10_000, 24);
                claims.claim(experiment, Stage.CAPTURE_WEIGHTS, PublishedWorkRepository.BEGIN, pool, 7, 24);
                claims.claim(experiment, Stage.ABLATE_NEURONS, PublishedWorkRepository.BEGIN, "another", 500, 24);
            });
        }
        assertEquals(10_007, pending.of(pool));

        QuarkusTransaction.requiringNew().run(() -> {
            for (int block = 0; block < 3; block++) {
                entities.createNativeQuery(
                        "INSERT INTO ledger (experiment_id, stage, block, blocks, seconds) VALUES (?1, 'capture', ?2, 10000, 1)")
                        .setParameter(1, other).setParameter(2, block).executeUpdate();
            }
            claims.claim(other, Stage.CAPTURE, 0, pool, 10_000, 24);
        });
        assertEquals(10_004, pending.of(pool));
        runs.end(other, ExperimentStatus.FAILED, "for the test");
        assertEquals(0, pending.of(pool));
    }

    private InferenceWork block(int block) {
        return new InferenceWork(id, InferenceStage.CAPTURE_WEIGHTS, block, BLOCKS);
    }

    private void done(int block) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO ledger (experiment_id, stage, block, blocks, seconds, completed_at)"
                        + " VALUES (?1, 'capture-weights', ?2, ?3, 0.1, now())")
                .setParameter(1, id).setParameter(2, block).setParameter(3, BLOCKS).executeUpdate());
    }

    /** Publishing waits for the broker: what is not there now was not published. */
    private List<Integer> published() {
        return new Broker(servers).all(Topic.INFERENCE_WORK, InferenceWork.class, id).stream()
                .map(InferenceWork::getBlock).sorted().toList();
    }
}
