package io.plateau.inference.messaging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** One declaration adds an analysis: nothing outside {@link ToyAnalysis} names it. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ToyAnalysisTest {
    private static final String WITH = "{\"model\":\"tiny-neox\",\"seed\":%d}".formatted(ToyAnalysis.SEED);
    private static final List<String> OWN = List.of("plan", "capture", "capture-weights", "ablate-neurons",
            "ablate-heads",
            "patch-heads");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    Completion completion;
    @Inject
    EntityManager entities;

    private final String id = UUID.randomUUID().toString();

    @Test
    void experimentsThatHaveItAndNoOthersHaveItsStages() {
        List<String> with = labels(WITH);
        List<String> without = labels("{\"model\":\"tiny-neox\"}");

        assertEquals(List.of("toy-sums", "toys"), with.subList(without.size(), with.size()));
        assertEquals(without, with.subList(0, without.size()));
        assertTrue(Stages.services().contains("toy"));
        assertTrue(Routes.consumers(Topic.DEAD_LETTERS).contains("toy"));
        assertTrue(Routes.producers(Topic.ANALYSES).contains("toy"));
        assertFalse(Routes.producers(Topic.ACTIVATIONS).contains("toy"));
    }

    @Test
    void anExperimentWaitsForItAndShowsItsProgress() {
        // Given an experiment of which everything is done but the toy analysis
        Broker broker = new Broker(servers);
        runs.create(id, SpecificationVariants.parse(WITH));
        plan();
        OWN.forEach(this::commit);
        for (Stage stage : List.of(Stage.REGIMES, Stage.CLUSTERING, Stage.ROUTING)) {
            broker.publish(Topic.ANALYSES, stage.service(), completed(stage.label()), id, stage.label());
        }

        // When it reports progress, then the front door shows it and the experiment goes on
        broker.publish(Topic.ANALYSES, "toy", new AnalysisProgressed(id, "toy-sums", 5, 5), id, "toy-sums");
        await("toy-sums is shown", () -> !column("SELECT stage FROM progress WHERE stage = 'toy-sums' AND").isEmpty());
        given().get("/experiments/" + id).then().statusCode(200).body("stages.stage", hasItems("toy-sums", "toys"))
                .body("stages.find { it.stage == 'toy-sums' }.done", equalTo(5));
        assertEquals(ExperimentStatus.REQUESTED, runs.overview(id).orElseThrow().status());
        assertTrue(completion.missing(id).contains("stage toys of toy"), completion.missing(id));

        // When it gives its verdict, then the experiment is complete and the verdict is a result like the others
        broker.publish(Topic.ANALYSES, "toy", completed("toys"), id, "toys");
        await("completion", () -> runs.overview(id).orElseThrow().status() == ExperimentStatus.COMPLETED);
        assertEquals(List.of("clustering", "regimes", "routing", "toys"),
                column("SELECT name FROM results.verdicts WHERE"));
    }

    private static List<String> labels(String specification) {
        return Stages.of(ExperimentSpecification.parse(specification)).stream().map(Stage::label).toList();
    }

    private AnalysisCompleted completed(String stage) {
        return new AnalysisCompleted(id, stage,
                new Verdict(stage, "not supported", "a statistic", 0.25, 0.5, "a test", "So it is."));
    }

    /** A plan of five blocks without contexts. */
    private void plan() {
        String stages = Arrays.stream(labels(WITH).toArray(String[]::new)).collect(Collectors.joining(","));
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO plan (experiment_id, contexts, blocks, neurons, heads, layers, stages) VALUES"
                        + " (:id, 5, 5, 8, 1, '{0}', string_to_array(:stages, ','))")
                .setParameter("id", id).setParameter("stages", stages).executeUpdate());
    }

    private void commit(String stage) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO ledger (experiment_id, stage, block, blocks, seconds) VALUES (:id, :stage, 0, 1, 0)")
                .setParameter("id", id).setParameter("stage", stage).executeUpdate());
    }

    private List<?> column(String sql) {
        return QuarkusTransaction.requiringNew().call(() -> entities
                .createNativeQuery(sql + " experiment_id = :id ORDER BY 1").setParameter("id", id).getResultList());
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + " did not come within " + PATIENCE.toSeconds() + " s");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
