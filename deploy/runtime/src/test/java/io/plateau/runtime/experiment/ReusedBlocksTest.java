package io.plateau.runtime.experiment;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.JsonEvents;
import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.local.testing.TestKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class ReusedBlocksTest {
    private static final String LEDGER = "SELECT stage || ' ' || block || ' ' || blocks FROM ledger WHERE experiment_id = :id";
    private static final String ROWS = "SELECT coalesce(block, -1) || ' ' || coalesce(value, 'none') FROM reused_result"
            + " WHERE experiment_id = :id";

    @Inject
    ReusedBlocks reused;
    @Inject
    ExperimentRepository experiments;
    @Inject
    EntityManager entities;
    @Inject
    Followed followed;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    private final String source = UUID.randomUUID().toString();
    private final String id = UUID.randomUUID().toString();

    /** What follows in this service. */
    @ApplicationScoped
    static class Followed implements ReuseListener {
        final List<String> experiments = new ArrayList<>();

        @Override
        public void blocksReused(String experimentId) {
            experiments.add(experimentId);
        }

        List<String> experiments() {
            return experiments;
        }
    }

    @BeforeEach
    void request() {
        experiments.remember(source, "{\"model\":\"m\",\"graph\":{\"weightSpectra\":false}}");
        experiments.remember(id,
                "{\"model\":\"m\",\"graph\":{\"weightSpectra\":false},\"reanalysisOf\":\"" + source + "\"}");
        for (int block = 0; block < 2; block++) {
            done(source, "activations", block, 2);
            execute("INSERT INTO reused_result (experiment_id, block, value) VALUES (:id, " + block + ", 'v" + block
                    + "')", source);
        }
        // Of the source's analyses nothing is taken over
        done(source, "clustering", 0, 1);
    }

    @Test
    void rowsAndLedgerAreTakenOverOnceAndWhatFollowsEveryTime() {
        reused.take(id);
        reused.take(id);

        assertEquals(List.of("activations 0 2", "activations 1 2"), rows(LEDGER, id));
        assertEquals(List.of("0 v0", "1 v1"), rows(ROWS, id));
        assertEquals(List.of("0 v0", "1 v1"), rows(ROWS, source));
        assertEquals(2, followed.experiments().stream().filter(id::equals).count());
    }

    /** As it is announced, in either form. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itsAnnouncementSetsThisOff(boolean json) throws Exception {
        ExperimentChanged event = new ExperimentChanged(id, ExperimentStatus.RUNNING, null,
                experiments.specification(id).toJson());
        byte[] payload = json
                ? JsonEvents.data(event).toString().getBytes(StandardCharsets.UTF_8)
                : Events.encode(event);
        CloudEvent attributes = CloudEvent.of(event, "inference", id, "running");
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.EXPERIMENT_EVENTS.topicName(), null, id, payload,
                    json
                            ? attributes.toSignedJsonHeaders(payload, TestKeys.KEYS)
                            : attributes.toSignedHeaders(payload, TestKeys.KEYS)))
                    .get();
        }

        await("the blocks").atMost(Duration.ofSeconds(30)).pollInSameThread()
                .untilAsserted(() -> assertEquals(List.of("0 v0", "1 v1"), rows(ROWS, id)));
    }

    @Test
    void anExperimentWithoutSourceIsLeftAlone() {
        reused.take(source);

        assertEquals(List.of(), followed.experiments().stream().filter(source::equals).toList());
    }

    @Test
    void oneThatHasEndedGetsNothing() {
        experiments.changeStatus(id, ExperimentStatus.CANCELLED);

        reused.take(id);

        assertEquals(List.of(), rows(LEDGER, id));
        assertEquals(List.of(), followed.experiments().stream().filter(id::equals).toList());
    }

    @Test
    void aSourceThatLacksABlockIsRefused() {
        execute("DELETE FROM ledger WHERE experiment_id = :id AND stage = 'activations' AND block = 1", source);

        assertRefused("does not have all of its blocks here");
    }

    @Test
    void aSourceThatWasDeletedIsRefused() {
        experiments.changeStatus(source, ExperimentStatus.COMPLETED);
        experiments.changeStatus(source, ExperimentStatus.DELETED);

        assertRefused("is not here any more");
    }

    private void assertRefused(String why) {
        String message = assertThrows(UnprocessableException.class, () -> reused.take(id)).getMessage();
        assertEquals("experiment " + source + ", which reanalysisOf names, " + why
                + "; request the experiment without reanalysisOf", message);
        assertEquals(List.of(), rows(LEDGER, id));
        assertTrue(rows(ROWS, id).isEmpty());
    }

    private void done(String experiment, String stage, int block, int blocks) {
        execute("INSERT INTO ledger (experiment_id, stage, block, blocks, seconds) VALUES (:id, '" + stage + "', "
                + block + ", " + blocks + ", 1.5)", experiment);
    }

    private void execute(String sql, String experiment) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(sql).setParameter("id", experiment).executeUpdate());
    }

    private List<String> rows(String sql, String experiment) {
        return QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery(sql, String.class)
                .setParameter("id", experiment).getResultStream().map(String.class::cast).sorted().toList());
    }
}
