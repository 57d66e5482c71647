package io.plateau.inference.experiment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.CheckpointPublished;
import io.plateau.contracts.event.SubscriptionChange;
import io.plateau.contracts.event.SubscriptionChanged;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.inference.store.ExperimentRunRepository.Wanted;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Requests for experiments on published checkpoints; their models need not exist. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class SubscriptionsFlowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    ExperimentRunRepository runs;
    private final String model = "run-" + UUID.randomUUID();
    private Broker broker;

    @BeforeEach
    void connect() {
        broker = new Broker(servers);
    }

    @Test
    void everyCheckpointIsOneExperimentHoweverOftenItIsPublished() {
        String id = created("{\"model\":\"" + model + "\",\"seed\":7}");
        when().get("/subscriptions").then().body("id", hasItem(id));

        publish("step1", null);
        publish("step1", null);
        publish("main", 1L);
        publish("step2", null);

        ExperimentSpecification second = awaited(id, "step2");
        assertEquals(model + "@step2", second.model());
        assertEquals(7, second.seed());
        assertEquals(2, runs.newest(Wanted.ANY, 1_000).stream().filter(o -> model.equals(named(o))).count());

        given().post("/subscriptions/" + id + "/pause").then().statusCode(200).body("state", equalTo("paused"));
        String other = created("{\"model\":\"" + model + "\"}");
        publish("step3", null);
        awaited(other, "step3");
        assertTrue(experiment(id, "step3").isEmpty(), "a paused subscription asks for nothing");
        given().post("/subscriptions/" + id + "/resume").then().statusCode(200).body("state", equalTo("active"));
        publish("step4", null);
        awaited(id, "step4");

        when().delete("/subscriptions/" + id).then().statusCode(204);
        when().get("/subscriptions/" + id).then().statusCode(404).contentType("application/problem+json");
        given().post("/subscriptions/" + id + "/resume").then().statusCode(404);
        when().get("/subscriptions").then().body("id", not(hasItem(id)));
        publish("step5", null);
        awaited(other, "step5");
        assertTrue(experiment(id, "step5").isEmpty(), "nor does a deleted one");
    }

    @Test
    void subscriptionsAreEventsToo() {
        String id = "of-" + model;
        change(id, SubscriptionChange.CREATE, "{\"model\":\"" + model + "\"}");
        change(id, SubscriptionChange.CREATE, "{\"model\":\"" + model + "\",\"seed\":2}");
        // Damaged ones are put aside
        change(id, SubscriptionChange.CREATE, null);
        change("none-" + model, SubscriptionChange.PAUSE, null);
        awaitState(id, "active");
        publish("step1", null);
        assertEquals(1, awaited(id, "step1").seed());

        change(id, SubscriptionChange.PAUSE, null);
        awaitState(id, "paused");
        change(id, SubscriptionChange.RESUME, null);
        awaitState(id, "active");
        change(id, SubscriptionChange.DELETE, null);
        await("the deletion of " + id).atMost(PATIENCE).pollInSameThread()
                .untilAsserted(() -> when().get("/subscriptions/" + id).then().statusCode(404));
    }

    /** Anybody may write to the topic: a damaged event must not fail the experiment whose id it bears. */
    @Test
    void aDamagedEventFailsNobodysExperiment() {
        String subscription = created("{\"model\":\"" + model + "\"}");
        String experiment = given().contentType("application/json").body("{\"model\":\"tiny-gpt2\"}")
                .post("/experiments").jsonPath().getString("id");

        change(experiment, SubscriptionChange.CREATE, "{\"model\":\"tiny-gpt2\",\"sead\":1}");
        change(experiment, SubscriptionChange.PAUSE, null);
        // Topics keep their order: once this one is handled, the others are.
        change(subscription, SubscriptionChange.PAUSE, null);
        awaitState(subscription, "paused");

        assertEquals(List.of(), broker.all(Topic.ANALYSES, WorkFailed.class, experiment));
        when().delete("/experiments/" + experiment).then().statusCode(204);
    }

    @Test
    void whatHoldsOnNoCheckpointIsRefused() {
        refused("{\"model\":\"" + model + "@step1\"}", "name it without the revision after @");
        refused("{\"model\":\"" + model + "\",\"seed\":[1,2]}",
                "a subscription is of one experiment for every checkpoint");
        refused("{\"model\":\"" + model + "\",\"sead\":1}", "unknown field 'sead'");
        refused("{\"seed\":1}", "model is missing");
    }

    private static void refused(String specification, String sentence) {
        given().contentType("application/json").body(specification).post("/subscriptions").then().statusCode(400)
                .contentType("application/problem+json").body("detail", containsString(sentence));
    }

    private static String created(String specification) {
        Response response = given().contentType("application/json").body(specification).post("/subscriptions");
        response.then().statusCode(201).body("state", equalTo("active"));
        String id = response.jsonPath().getString("id");
        assertTrue(response.header("Location").endsWith("/subscriptions/" + id), response.header("Location"));
        return id;
    }

    /** The model without its revision; null of an experiment that could not be read. */
    private static String named(Overview experiment) {
        return experiment.specification() == null
                ? null
                : ExperimentSpecification.parse(experiment.specification()).model().replaceAll("@.*", "");
    }

    private void publish(String revision, Long step) {
        // Anybody who may write to the topic is believed, unsigned.
        broker.publishUnsigned(Topic.CHECKPOINTS, "training", new CheckpointPublished(model, revision, step, null),
                model + "@" + revision, "published");
    }

    private void change(String id, SubscriptionChange change, String specification) {
        broker.publishUnsigned(Topic.SUBSCRIPTIONS, "somebody", new SubscriptionChanged(id, change, specification), id,
                change.name());
    }

    private Optional<Overview> experiment(String subscription, String revision) {
        return runs.overview(Subscriptions.experimentId(subscription, model + "@" + revision));
    }

    private ExperimentSpecification awaited(String subscription, String revision) {
        Optional<Overview> found = await("an experiment on " + revision).atMost(PATIENCE).pollInSameThread()
                .until(() -> experiment(subscription, revision), Optional::isPresent);
        return ExperimentSpecification.parse(found.orElseThrow().specification());
    }

    private static void awaitState(String id, String state) {
        await("the state of " + id).atMost(PATIENCE).pollInSameThread().untilAsserted(
                () -> when().get("/subscriptions/" + id).then().statusCode(200).body("state", equalTo(state)));
    }
}
