package io.plateau.inference.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.experiment.Completion;
import io.plateau.inference.experiment.StatusAnnouncer;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Wanted;
import io.plateau.inference.store.ProgressRepository;
import io.plateau.inference.store.TurnRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class WatchdogTest {
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofSeconds(1);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    Watches watches;
    @Inject
    QueuedWork queue;
    @Inject
    Completion completion;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    StatusAnnouncer announcer;
    @Inject
    ProgressRepository progress;
    @Inject
    TurnRepository turns;
    @Inject
    EntityManager entities;

    private final String id = UUID.randomUUID().toString();
    private Watchdog watchdog;

    @BeforeEach
    void request() {
        // What other tests have begun would be worked off before this is over.
        runs.newest(Wanted.ANY, 1_000).stream().filter(other -> !other.isTerminal())
                .forEach(other -> runs.end(other.run().experimentId, ExperimentStatus.CANCELLED, null));
        watchdog = new Watchdog(watches, queue, completion, runs, announcer, AFTER, EVERY);
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        handledByTheOthers();
    }

    @AfterEach
    void end() {
        runs.end(id, ExperimentStatus.CANCELLED, null);
    }

    @Test
    void anExperimentThatNothingWorksOnFailsWithWhatWasMissing() {
        // Given a plan without work
        plan();
        progress.report(id, "capture", 2, 5);
        lookUntilFailed();

        String reason = runs.overview(id).orElseThrow().run().reason;
        assertTrue(reason.startsWith("nothing was in progress or queued for it for 2 seconds"), reason);
        assertTrue(reason.contains("stage plan of inference (no block done), stage capture of inference (2 of 5 blocks"
                + " done)"), reason);
        assertTrue(!reason.contains("weights"), "a stage that the experiment does not have is not missing: " + reason);
    }

    @Test
    void oneThatWasNeverPlannedMissesItsPlan() {
        lookUntilFailed();
        assertTrue(runs.overview(id).orElseThrow().run().reason.endsWith("missing: its plan"));
    }

    @Test
    void workThatIsQueuedOrInHandElsewhereIsWaitedFor() throws Exception {
        // Given a record that another service has not committed: queued or in hand, the broker does not tell
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.GRAPH_WORK.topicName(), 0, id + "/0", new byte[]{1})).get();
        }
        look(8);
        assertEquals(ExperimentStatus.REQUESTED, runs.overview(id).orElseThrow().status());

        // When it is handled, and nothing comes of it
        handledByTheOthers();
        lookUntilFailed();
    }

    @Test
    void oneThatWaitsForItsTurnIsNotWatchedUntilItsWorkIsPublished() {
        QuarkusTransaction.requiringNew().run(() -> turns.enqueue(id, "default", 1));
        assertFalse(isWatched(), "it waits");
        QuarkusTransaction.requiringNew().run(() -> turns.take(id));
        assertFalse(isWatched(), "nothing is queued for it yet");
        QuarkusTransaction.requiringNew().run(() -> turns.published(id));
        assertTrue(isWatched(), "its planning is queued");
    }

    private boolean isWatched() {
        return QuarkusTransaction.requiringNew()
                .call(() -> watches.unfinished().stream().anyMatch(u -> u.experimentId().equals(id)));
    }

    @Test
    void progressBeginsTheWatchAnew() {
        for (int block = 1; block <= 8; block++) {
            progress.report(id, "capture", block, 8);
            look(1);
        }
        assertEquals(ExperimentStatus.REQUESTED, runs.overview(id).orElseThrow().status());
    }

    private void plan() {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO plan (experiment_id, contexts, blocks, neurons, heads, layers, stages) VALUES"
                        + " (:id, 5, 5, 8, 1, '{0}', '{plan,capture,ablate-neurons,regimes,clustering,routing}')")
                .setParameter("id", id).executeUpdate());
    }

    private void lookUntilFailed() {
        // What other tests left in the topics of this service is worked off meanwhile, and what comes of it goes to services
        // that do not run here.
        for (int i = 0; i < 120 && runs.overview(id).orElseThrow().status() != ExperimentStatus.FAILED; i++) {
            handledByTheOthers();
            look(1);
        }
        assertEquals(ExperimentStatus.FAILED, runs.overview(id).orElseThrow().status(), this::notHandled);
    }

    private String notHandled() {
        Map<String, Long> handled = queue.handled();
        return "not handled: " + queue.ends().entrySet().stream()
                .filter(end -> handled.getOrDefault(end.getKey(), 0L) < end.getValue())
                .map(end -> end.getKey() + " is at " + handled.get(end.getKey()) + " of " + end.getValue()).toList();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            try {
                Thread.sleep(EVERY.toMillis());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            watchdog.look();
        }
    }

    /** What is in the topics of the services that do not run here is handled, as far as the broker can tell. */
    private void handledByTheOthers() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            for (String group : List.of("influence", "graph", "routing")) {
                Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
                queue.ends().forEach((partition, end) -> ends.put(new TopicPartition(partition.split("/")[0],
                        Integer.parseInt(partition.split("/")[1])), new OffsetAndMetadata(end)));
                admin.alterConsumerGroupOffsets(group, ends).all().get();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
