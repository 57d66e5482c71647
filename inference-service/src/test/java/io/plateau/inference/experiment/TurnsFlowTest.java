package io.plateau.inference.experiment;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.TurnRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Several replicas choose the next experiments on one database: each is an object here that shares nothing else. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class TurnsFlowTest {
    private static final int TURNS = 2;
    private static final String POOL = "default";
    /** A class of sizes that no other test has. */
    private static final long WORK = 1L << 61;

    @Inject
    TurnRepository table;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    EntityManager entities;

    private final String prefix = UUID.randomUUID().toString();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private List<String> experiments;

    @BeforeEach
    void request() {
        // A process of an earlier test may have stopped just now.
        await("the end of the other replicas").atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250)).pollInSameThread()
                .until(() -> QuarkusTransaction.requiringNew().call(() -> table.replicas(POOL)) <= 1);
        experiments = IntStream.range(0, 12).mapToObj(i -> prefix + "-" + (char) ('a' + i)).toList();
        for (String experiment : experiments) {
            runs.create(experiment, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
            replica().enqueue(experiment, POOL, WORK);
        }
    }

    @AfterEach
    void end() {
        experiments.forEach(experiment -> runs.end(experiment, ExperimentStatus.CANCELLED, null));
        replica().decide();
    }

    @Test
    void inOrderOfArrivalAsManyAsHaveTurnsHoweverManyDecideAtOnce() throws Exception {
        decideAtOnce(8);
        assertEquals(experiments.subList(0, TURNS), distinct());

        // When one ends, whichever way, then the next begins
        ExperimentStatus[] ends = {ExperimentStatus.COMPLETED, ExperimentStatus.FAILED, ExperimentStatus.CANCELLED};
        for (int i = 0; i + TURNS < experiments.size(); i++) {
            runs.end(experiments.get(i), ends[i % ends.length], null);
            decideAtOnce(4);
            assertEquals(experiments.subList(0, i + TURNS + 1), distinct());
        }
    }

    @Test
    void anExperimentThatIsCancelledWhileItWaitsIsPassedOver() {
        runs.end(experiments.get(1), ExperimentStatus.CANCELLED, null);
        replica().decide();

        assertEquals(List.of(experiments.get(0), experiments.get(2)), published);
    }

    @Test
    void aTurnThatACrashKeptFromBeingPublishedIsPublishedByAnother() {
        // Given a replica that dies before it publishes, and one that dies before it notes that it has
        assertThrows(IllegalStateException.class, () -> replica(experiment -> {
            throw new IllegalStateException("died");
        }).decide());
        assertThrows(IllegalStateException.class, () -> replica(experiment -> {
            published.add(experiment);
            throw new IllegalStateException("died");
        }).decide());
        assertEquals(experiments.subList(0, 1), published);

        // When others decide, then both are published, and nobody else's turn has come
        replica().decide();
        replica().decide();
        assertEquals(List.of(experiments.get(0), experiments.get(0), experiments.get(1)), published);
    }

    @Test
    void aRequestThatIsDeliveredAgainKeepsItsPlace() {
        for (int i = experiments.size() - 1; i >= 0; i--) {
            replica().enqueue(experiments.get(i), POOL, WORK);
        }
        replica().decide();
        assertEquals(experiments.subList(0, TURNS), published);

        for (String experiment : experiments) {
            replica().enqueue(experiment, POOL, WORK);
        }
        replica().decide();
        assertEquals(experiments.subList(0, TURNS), published);
    }

    @Test
    void anotherSizeHasTurnsOfItsOwn() {
        replica().decide();
        String small = prefix + "-small";
        runs.create(small, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        replica().enqueue(small, POOL, WORK >> 4);
        replica().decide();

        assertTrue(published.contains(small), published + " does not have the small one");
        assertEquals(TURNS + 1, published.size());
        runs.end(small, ExperimentStatus.CANCELLED, null);
    }

    @Test
    void anotherPoolHasTurnsOfItsOwn() {
        replica().decide();
        String elsewhere = prefix + "-elsewhere";
        runs.create(elsewhere, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        replica().enqueue(elsewhere, "large", WORK);
        replica().decide();

        assertEquals(TURNS + 1, published.size());
        assertTrue(published.contains(elsewhere), published + " does not have the one of the other pool");
        runs.end(elsewhere, ExperimentStatus.CANCELLED, null);
    }

    @Test
    void theTableHoldsNothingOfWhatHasEnded() {
        replica().decide();
        experiments.forEach(experiment -> runs.end(experiment, ExperimentStatus.CANCELLED, null));
        replica().decide();

        assertEquals(0L, QuarkusTransaction.requiringNew().call(() -> entities
                .createNativeQuery("SELECT count(*) FROM turn WHERE experiment_id LIKE :prefix")
                .setParameter("prefix", prefix + "%").getSingleResult()));
    }

    private void decideAtOnce(int replicas) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(replicas);
        try {
            List<Callable<Void>> decisions = new ArrayList<>();
            for (int i = 0; i < replicas; i++) {
                decisions.add(() -> {
                    replica().decide();
                    return null;
                });
            }
            for (Future<Void> decision : threads.invokeAll(decisions)) {
                decision.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Turns replica() {
        return replica(published::add);
    }

    private Turns replica(Consumer<String> planning) {
        return new Turns(table, planning, TURNS, Duration.ofHours(1));
    }

    /** Published, without repetition; two that decide at once may both publish a turn. */
    private List<String> distinct() {
        return new HashSet<>(published).stream().sorted().toList();
    }
}
