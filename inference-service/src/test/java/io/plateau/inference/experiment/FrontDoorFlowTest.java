package io.plateau.inference.experiment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.inference.config.NativeEngine;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** A front door without a worker: it takes in, plans and queues, and holds no engine. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
@QuarkusTestResource(value = FrontDoorFlowTest.FrontDoor.class, restrictToAnnotatedClass = true)
class FrontDoorFlowTest {
    private static final String SPECIFICATION = """
            {"model":"tiny-gpt2","seed":%d,"tokens":{"count":1024,"contextLength":64},"graph":{"observations":200}}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    NativeEngine engine;
    @TestHTTPResource(management = true)
    String management;

    /** One turn at a time, so that what comes next waits. */
    public static final class FrontDoor implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("plateau.roles", "front-door", "plateau.turns.per-replica", "1");
        }

        @Override
        public void stop() {
            // Nothing was started.
        }
    }

    @Test
    void experimentsArePlannedAndQueuedUntilAWorkerComes() {
        String first = ask(1);
        String second = ask(2);
        String third = ask(3);
        Broker broker = new Broker(servers);

        // The first is planned, and its blocks wait for a worker
        InferenceWork work = broker.await(Topic.INFERENCE_WORK, InferenceWork.class, first, 1).values().iterator()
                .next();
        assertEquals(InferenceStage.CAPTURE, work.getStage());
        when().get("/experiments/" + first).then().body("status", equalTo("RUNNING"))
                .body("queuePosition", nullValue()).body("provenance.model.family", equalTo("gpt2"))
                .body("provenance.engine", nullValue());
        // The others have their place
        when().get("/experiments/" + second).then().body("status", equalTo("REQUESTED"))
                .body("queuePosition", equalTo(1));
        when().get("/experiments/" + third).then().body("queuePosition", equalTo(2));

        // When the first ends, the next has its turn
        when().delete("/experiments/" + first).then().statusCode(204);
        broker.await(Topic.INFERENCE_WORK, InferenceWork.class, second, 1);
        when().get("/experiments/" + third).then().body("queuePosition", equalTo(1));

        // And no model was run
        assertEquals(0, broker.all(Topic.ACTIVATIONS, ActivationsCaptured.class, first).size());
        assertNull(engine.info());
        await("the readiness").atMost(Duration.ofSeconds(30)).pollInSameThread()
                .untilAsserted(() -> when().get(management + "health/ready").then().statusCode(200));
        when().get(management + "health/ready").then().statusCode(200).body("checks.name", hasItem("engine"))
                .body("checks.find { it.name == 'engine' }.data.engine", equalTo("none: this is a front door"));
        when().delete("/experiments/" + third).then().statusCode(204);
        when().delete("/experiments/" + second).then().statusCode(204);
    }

    private static String ask(int seed) {
        return given().contentType("application/json").body(SPECIFICATION.formatted(seed)).post("/experiments").then()
                .statusCode(202).extract().path("id");
    }
}
