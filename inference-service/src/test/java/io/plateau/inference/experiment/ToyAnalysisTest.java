package io.plateau.inference.experiment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** One declaration adds an analysis: nothing outside {@link ToyAnalysis} names it. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ToyAnalysisTest extends ExperimentFlow {
    private static final String WITH = "{\"model\":\"tiny-neox\",\"seed\":%d}".formatted(ToyAnalysis.SEED);
    private static final List<String> OWN = List.of("plan", "capture", "capture-weights", "ablate-neurons",
            "refine-neurons", "neuron-contexts",
            "ablate-heads", "ablate-sets",
            "patch-heads");

    @Inject
    Completion completion;

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
        runs.create(id, SpecificationVariants.parse(WITH));
        plan(WITH);
        OWN.forEach(stage -> commit(stage, 0, 1));
        publishVerdicts();

        // When it reports progress, then the front door shows it and the experiment goes on
        broker.publish(Topic.ANALYSES, "toy", new AnalysisProgressed(id, "toy-sums", 5, 5), id, "toy-sums");
        awaitProgress("toy-sums", 5);
        given().get("/experiments/" + id).then().statusCode(200).body("stages.stage", hasItems("toy-sums", "toys"))
                .body("stages.find { it.stage == 'toy-sums' }.done", equalTo(5));
        assertEquals(ExperimentStatus.REQUESTED, runs.overview(id).orElseThrow().status());
        assertTrue(completion.missing(id).contains("stage toys of toy"), completion.missing(id));

        // When it gives its verdict, then the experiment is complete and the verdict is a result like the others
        broker.publish(Topic.ANALYSES, "toy", completed("toys"), id, "toys");
        awaitStatus(ExperimentStatus.COMPLETED);
        assertEquals(List.of("causal need", "clustering", "dual regimes", "routing", "toys"),
                column("SELECT name FROM results.verdicts"));
    }

    private static List<String> labels(String specification) {
        return Stages.of(ExperimentSpecification.parse(specification)).stream().map(Stage::label).toList();
    }
}
