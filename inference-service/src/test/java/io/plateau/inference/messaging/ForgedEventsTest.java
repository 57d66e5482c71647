package io.plateau.inference.messaging;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.apache.avro.specific.SpecificRecordBase;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** What anybody can write who reaches the broker. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ForgedEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    EntityManager entities;

    private final String id = UUID.randomUUID().toString();
    private Broker broker;

    @BeforeEach
    void request() {
        broker = new Broker(servers);
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO plan (experiment_id, contexts, blocks, neurons, heads, layers, stages) VALUES"
                        + " (:id, 5, 5, 8, 1, '{0}', '{plan,capture,regimes,activations,clustering,routing}')")
                .setParameter("id", id).executeUpdate());
    }

    @AfterEach
    void end() {
        runs.end(id, ExperimentStatus.CANCELLED, null);
    }

    @Test
    void whatNobodyHasSignedIsNeverActedUpon() {
        forge(Topic.ANALYSES, "graph", new WorkFailed(id, "graph", "clustering", "\u0000\u001B[2J\r\nforged", "x/0/0"));
        forge(Topic.ANALYSES, "graph", new AnalysisProgressed(id, "activations", 5, 5));
        forge(Topic.ANALYSES, "routing", completed("routing"));
        forge(Topic.PLATEAUS, "influence", new PlateauFound(id, "{}", "flat", 0, List.of(), List.of(), 5));
        forge(Topic.INFERENCE_WORK, "inference", new InferenceWork(id, InferenceStage.PLAN, 0, 1));
        assertUntouched();
    }

    @Test
    void anAnnouncementEndsNothingHoweverWellItIsSigned() {
        broker.publish(Topic.EXPERIMENT_EVENTS, "inference",
                new ExperimentChanged(id, ExperimentStatus.COMPLETED, null, null),
                id, "completed");
        // Behind it on the one partition: when this is a dead letter, that was handled
        forge(Topic.EXPERIMENT_EVENTS, "inference", new ExperimentChanged(id, ExperimentStatus.FAILED, "forged",
                null));
        assertUntouched();
    }

    @Test
    void aServiceSpeaksForItsOwnStagesAlone() {
        refused(Topic.ANALYSES, "routing", completed("clustering"));
        refused(Topic.ANALYSES, "routing", new AnalysisProgressed(id, "activations", 5, 5));
        refused(Topic.ANALYSES, "routing", new WorkFailed(id, "graph", "clustering", "forged", "x/0/0"));
        refused(Topic.PLATEAUS, "graph", new PlateauFound(id, "{}", "flat", 0, List.of(), List.of(), 5));
        assertUntouched();
    }

    @Test
    void aRequestThatCannotBeReadIsNotTheFailureOfAnExperimentOfThatName() {
        forge(Topic.EXPERIMENT_REQUESTS, "anybody", new InferenceWork(id, InferenceStage.PLAN, 0, 1));
        assertUntouched();
    }

    @Test
    void theTextOfAnEventCanForgeNoLineAndMoveNoCursor() {
        broker.publish(Topic.ANALYSES, "graph",
                new WorkFailed(id, "graph", "clustering", "a\u0000b\u001B[2J\r\nERROR c\u202E" + "x".repeat(10_000),
                        "graph-work/0/0"),
                id, "failed");
        String reason = await("the reason").atMost(PATIENCE).pollInSameThread()
                .until(() -> runs.overview(id).orElseThrow().run().reason, Objects::nonNull);
        assertTrue(reason.startsWith("a\uFFFDb\uFFFD[2J  ERROR c\uFFFDxxx"), reason);
        assertTrue(reason.length() < 2_200, reason.length() + " characters");
    }

    @Test
    void theTextOfAVerdictToo() {
        AnalysisCompleted forged = completed("routing");
        forged.getVerdict().put("summary", "So\u001B[2J\nit is.");
        broker.publish(Topic.ANALYSES, Stage.ROUTING.service(), forged, id, "routing");
        await("the summary").atMost(PATIENCE).pollInSameThread()
                .untilAsserted(() -> assertEquals(List.of("So\uFFFD[2J it is."), summaries()));
    }

    private void forge(Topic topic, String service, SpecificRecordBase event) {
        broker.publishUnsigned(topic, service, event, id, "forged");
        broker.await(Topic.DEAD_LETTERS, event.getClass(), id, 1);
    }

    private void refused(Topic topic, String service, SpecificRecordBase event) {
        broker.publish(topic, service, event, id, "of another");
        broker.await(Topic.DEAD_LETTERS, event.getClass(), id, 1);
    }

    private void assertUntouched() {
        assertEquals(ExperimentStatus.REQUESTED, runs.overview(id).orElseThrow().status());
        assertEquals(List.of(), summaries());
        assertEquals(List.of(), column("SELECT stage FROM progress"));
        assertEquals(List.of(), column("SELECT rule FROM plateau"));
        assertEquals(List.of(), column("SELECT stage FROM ledger"));
        assertEquals(List.of(), broker.all(Topic.ANALYSES, WorkFailed.class, id).stream()
                .filter(failure -> failure.getService().equals("inference")).toList());
    }

    private List<?> summaries() {
        return column("SELECT summary FROM verdict");
    }

    private List<?> column(String sql) {
        return QuarkusTransaction.requiringNew().call(() -> entities
                .createNativeQuery(sql + " WHERE experiment_id = :id").setParameter("id", id).getResultList());
    }

    private AnalysisCompleted completed(String stage) {
        return new AnalysisCompleted(id, stage,
                new Verdict(stage, "not supported", "a statistic", 0.25, 0.5, "a test", "So it is."));
    }
}
