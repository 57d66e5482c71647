package io.plateau.inference.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
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
    @ConfigProperty(name = "plateau.work.ahead")
    int ahead;
    @Inject
    WorkItems work;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    EntityManager entities;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void anExperimentThatWasCancelled() {
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        runs.end(id, ExperimentStatus.CANCELLED, null);
    }

    @Test
    void aBlockIsPublishedWhenTheOneSoManyBeforeItIsDone() {
        assertEquals(1, ahead, "in tests, so that every experiment in them goes from block to block");

        work.captureWeights(id, BLOCKS);
        assertEquals(List.of(0), published());

        work.following(block(0));
        assertEquals(List.of(0, 1), published());

        work.following(block(BLOCKS - 1));
        assertEquals(List.of(0, 1), published());
    }

    @Test
    void aRedeliveredBlockPublishesWhatWasNotDoneSince() {
        done(2);

        work.following(block(1));
        assertEquals(List.of(), published());
        work.following(block(2));
        assertEquals(List.of(3), published());
        // As after a crash between the publishing and the acknowledgement.
        work.following(block(2));
        assertEquals(List.of(3, 3), published());
    }

    @Test
    void noWorkAheadIsRefused() {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                () -> new WorkItems(null, null, null, null, null, null, 0));
        assertEquals("plateau.work.ahead is 0; at least 1 block must be published, or no work would ever begin",
                refusal.getMessage());
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
