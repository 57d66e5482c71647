package io.plateau.inference.experiment;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.RefinementAsked;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.inference.testing.Broker;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** An experiment of the inference service among the others, whose part the test plays. */
abstract class ExperimentFlow {
    static final String SPECIFICATION = """
            {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},"graph":{"observations":200}}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    EntityManager entities;

    final String id = UUID.randomUUID().toString();
    Broker broker;

    @BeforeEach
    void connect() {
        broker = new Broker(servers);
    }

    void request(String specification) {
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new ExperimentRequested(id, specification), id, "request");
    }

    /** Of the influence service: which neurons are to be computed again. */
    void publishRefinement(Integer... neurons) {
        broker.publish(Topic.REFINEMENTS, "influence", new RefinementAsked(id, SPECIFICATION, List.of(neurons)), id,
                "refinement");
    }

    void publishVerdicts() {
        for (Stage stage : List.of(Stage.REGIMES, Stage.CLUSTERING, Stage.ROUTING, Stage.CAUSES)) {
            broker.publish(Topic.ANALYSES, stage.service(), completed(stage.label()), id, stage.label());
        }
    }

    /** A plan of five blocks without contexts, with the stages of a specification. */
    void plan(String specification) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO plan (experiment_id, contexts, blocks, neurons, heads, layers, stages) VALUES"
                        + " (:id, 5, 5, 8, 1, '{0}', string_to_array(:stages, ','))")
                .setParameter("id", id).setParameter("stages",
                        Stages.of(ExperimentSpecification.parse(specification)).stream().map(Stage::label)
                                .collect(Collectors.joining(",")))
                .executeUpdate());
    }

    void commit(String stage, int block, int blocks) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO ledger (experiment_id, stage, block, blocks, seconds) VALUES (:id, :stage, :block, :n, 0)")
                .setParameter("id", id).setParameter("stage", stage).setParameter("block", block)
                .setParameter("n", blocks).executeUpdate());
    }

    AnalysisCompleted completed(String stage) {
        String name = stage.equals("regimes") ? "dual regimes" : stage.equals("causes") ? "causal need" : stage;
        return new AnalysisCompleted(id, stage,
                new Verdict(name, "not supported", "a statistic", 0.25, 0.5, "a test", "So it is."));
    }

    void assertReason(String sentence) {
        Overview overview = awaitStatus(ExperimentStatus.FAILED);
        assertTrue(overview.run().reason.contains(sentence), overview.run().reason);
        ExperimentChanged changed = broker.await(Topic.EXPERIMENT_EVENTS, ExperimentChanged.class, id, 1).values()
                .stream()
                .filter(e -> e.getStatus() == ExperimentStatus.FAILED).findFirst().orElseThrow();
        assertEquals(overview.run().reason, changed.getReason());
    }

    Overview awaitStatus(ExperimentStatus status) {
        return awaitStatus(id, status);
    }

    Overview awaitStatus(String experiment, ExperimentStatus status) {
        await("the status of " + experiment).atMost(Duration.ofMinutes(2)).pollInSameThread().untilAsserted(
                () -> assertEquals(Optional.of(status), runs.overview(experiment).map(Overview::status)));
        return runs.overview(experiment).orElseThrow();
    }

    void awaitProgress(String stage, int blocks) {
        await("the progress of " + stage).atMost(Duration.ofMinutes(1)).pollInSameThread().untilAsserted(
                () -> assertTrue(column("SELECT done || '/' || blocks FROM progress").contains(blocks + "/" + blocks)
                        && !column("SELECT stage FROM progress WHERE stage = '" + stage + "'").isEmpty(),
                        () -> column("SELECT stage || done || '/' || blocks FROM progress").toString()));
    }

    List<?> column(String sql) {
        String condition = (sql.contains(" WHERE ") ? " AND" : " WHERE") + " experiment_id = :id ORDER BY 1";
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(sql + condition).setParameter("id", id).getResultList());
    }
}
