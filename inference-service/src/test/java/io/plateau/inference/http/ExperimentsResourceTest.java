package io.plateau.inference.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ExperimentsResourceTest {
    private static final String PROBLEM = "application/problem+json";
    private static final String SPECIFICATION = """
            {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},"graph":{"observations":200}}""";

    @Inject
    ExperimentRunRepository runs;

    @TestHTTPResource(management = true)
    String management;

    @Test
    void anExperimentIsAskedForFollowedAndCancelled() {
        Response accepted = json(SPECIFICATION).post("/experiments");

        accepted.then().statusCode(202).body("model", equalTo("micro-neox")).body("specification.tokens.grouping",
                equalTo("median"));
        String location = accepted.header("Location");
        String id = accepted.jsonPath().getString("id");
        assertTrue(location.endsWith("/experiments/" + id), location);
        when().get(location).then().statusCode(200).body("requestedAt", notNullValue()).body("stages.stage",
                equalTo(Stages.of(ExperimentSpecification.parse("{\"model\":\"tiny-neox\"}")).stream().map(Stage::label)
                        .toList()));
        when().get("/experiments").then().statusCode(200).body("id", hasItem(id));

        when().delete(location).then().statusCode(204);
        when().get(location).then().body("status", equalTo("CANCELLED")).body("finishedAt", notNullValue());
        when().delete(location).then().statusCode(409).contentType(PROBLEM).body("detail",
                equalTo("experiment " + id + " has already ended as CANCELLED"));
    }

    @Test
    void whoRequestedAnExperimentIsShown() {
        String first = json(SPECIFICATION).header("X-Forwarded-User", "anna").header("From", "b@example.org")
                .post("/experiments").then().statusCode(202).extract().path("id");
        String second = json(SPECIFICATION).header("From", "<b>b</b>@example.org").post("/experiments").then()
                .extract().path("id");
        String third = json(SPECIFICATION).post("/experiments").then().extract().path("id");
        when().get("/experiments/" + first).then().body("requestedBy", equalTo("anna"));
        when().get("/experiments/" + second).then().body("requestedBy", equalTo("<b>b</b>@example.org"));
        when().get("/experiments/" + third).then().body("$", not(hasKey("requestedBy")));
        List.of(first, second, third).forEach(id -> runs.end(id, ExperimentStatus.CANCELLED, null));
    }

    @Test
    void experimentsAreListedByWhatIsWantedAndInPages() {
        String mark = "mark" + UUID.randomUUID().toString().substring(0, 8);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, mark + "-" + i);
            runs.create(mark + "-" + i, SpecificationVariants.parse("{\"model\":\"tiny-" + (i == 2 ? "neox" : "gpt2")
                    + "\"}"));
        }
        runs.end(mark + "-3", ExperimentStatus.CANCELLED, null);

        assertEquals(ids, listed("text=" + mark.toUpperCase(Locale.ROOT)));
        assertEquals(List.of(mark + "-2"), listed("model=tiny-neox&text=" + mark));
        assertEquals(List.of(mark + "-3"), listed("status=CANCELLED&text=" + mark));
        // A page begins behind the last of the one before
        assertEquals(ids.subList(0, 2), listed("limit=2&text=" + mark));
        assertEquals(ids.subList(2, 4), listed("limit=2&text=" + mark + "&before=" + ids.get(1)));
        assertEquals(ids.subList(4, 5), listed("limit=2&text=" + mark + "&before=" + ids.get(3)));
        when().get("/experiments?status=DONE").then().statusCode(400).contentType(PROBLEM).body("detail",
                equalTo("the query parameter 'status' is 'DONE'; it must be one of REQUESTED, RUNNING, COMPLETED, FAILED,"
                        + " CANCELLED"));
        when().get("/experiments?before=none").then().statusCode(404);
    }

    private static List<String> listed(String query) {
        return when().get("/experiments?" + query).then().statusCode(200).extract().jsonPath().getList("id",
                String.class);
    }

    @Test
    void anExperimentThatHasEndedIsDeletedWhenItsIdIsRepeated() {
        String key = UUID.randomUUID().toString();
        String id = json(SPECIFICATION).header("Idempotency-Key", key).post("/experiments").then().statusCode(202)
                .extract().path("id");
        String results = "/experiments/" + id + "/results";

        when().delete(results).then().statusCode(400).contentType(PROBLEM).body("detail",
                equalTo("deleting cannot be undone: repeat the experiment's id, as in " + results + "?confirm=" + id));
        when().delete(results + "?confirm=other").then().statusCode(400);
        when().delete(results + "?confirm=" + id).then().statusCode(409).contentType(PROBLEM).body("detail",
                containsString("cancel it or let it end, then delete it"));
        when().delete("/experiments/" + id).then().statusCode(204);
        when().delete(results + "?confirm=" + id).then().statusCode(202);
        when().delete(results + "?confirm=" + id).then().statusCode(202);

        when().get("/experiments/" + id).then().statusCode(410).contentType(PROBLEM).body("detail",
                containsString("experiment " + id + " was deleted on "));
        when().get("/experiments").then().statusCode(200).body("id", not(hasItem(id)));
        json(SPECIFICATION).header("Idempotency-Key", key).post("/experiments").then().statusCode(410);
        when().delete("/experiments/none/results?confirm=none").then().statusCode(404);
    }

    @Test
    void aRepeatedKeyIsOneExperimentAndAnotherSpecificationUnderItIsRefused() {
        String key = UUID.randomUUID().toString();
        String id = json(SPECIFICATION).header("Idempotency-Key", key).post("/experiments").then().statusCode(202)
                .extract()
                .path("id");

        // The same specification, written differently
        String again = json(SPECIFICATION.replace("{\"model\"", "{ \"seed\": 1, \"model\""))
                .header("Idempotency-Key", key)
                .post("/experiments").then().statusCode(202).extract().path("id");
        assertEquals(id, again);

        json("{\"model\":\"tiny-gpt2\"}").header("Idempotency-Key", key).post("/experiments").then().statusCode(422)
                .contentType(PROBLEM)
                .body("detail", containsString("the Idempotency-Key was used for another specification"));
        json(SPECIFICATION).header("Idempotency-Key", "k".repeat(201)).post("/experiments").then().statusCode(400)
                .contentType(PROBLEM);
        when().delete("/experiments/" + id).then().statusCode(204);
    }

    @Test
    void aSpecificationWithListsIsAStudyOfExperiments() {
        String study = SPECIFICATION.replace("\"observations\"",
                "\"objective\":[\"signed\",\"absolute\"],\"observations\"");
        String key = UUID.randomUUID().toString();

        Response accepted = json(study).header("Idempotency-Key", key).post("/experiments");

        String id = accepted.then().statusCode(202).extract().path("id");
        String location = accepted.header("Location");
        assertTrue(location.endsWith("/studies/" + id), location);
        accepted.then().body("experiments.id", equalTo(List.of(id + ".01", id + ".02"))).body(
                "experiments.variant.'graph.objective'", equalTo(List.of("signed", "absolute")));
        when().get(location).then().statusCode(200).body("experiments.id", equalTo(List.of(id + ".01", id + ".02")));
        when().get("/experiments/" + id + ".02").then().statusCode(200).body("study", equalTo(id)).body(
                "specification.graph.objective", equalTo("absolute"));

        // The key is that of the whole study
        json(study.replace("{\"model\"", "{ \"seed\": 1, \"model\"")).header("Idempotency-Key", key)
                .post("/experiments").then().statusCode(202).body("id", equalTo(id));
        for (String other : List.of(study.replace(",\"absolute\"", ""), study.replace("absolute", "positive"),
                SPECIFICATION)) {
            json(other).header("Idempotency-Key", key).post("/experiments").then().statusCode(422).body("detail",
                    containsString("another specification, study " + id));
        }
        when().get(location).then().body("experiments.size()", equalTo(2));
        for (String experiment : List.of(id + ".01", id + ".02")) {
            when().delete("/experiments/" + experiment).then().statusCode(204);
        }
    }

    @Test
    void aKeyOfAnExperimentIsNotThatOfAStudy() {
        String key = UUID.randomUUID().toString();
        String id = json(SPECIFICATION).header("Idempotency-Key", key).post("/experiments").then().statusCode(202)
                .extract().path("id");

        json(SPECIFICATION.replace("1024", "[1024]")).header("Idempotency-Key", key).post("/experiments").then()
                .statusCode(422).body("detail", containsString("another specification, experiment " + id));

        when().delete("/experiments/" + id).then().statusCode(204);
    }

    @Test
    void whatCannotBeRunIsRefusedWithAReason() {
        assertProblem(400, "", "the specification is empty");
        assertProblem(400, "not json", "the specification is not valid JSON");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"tokns\":{}}", "unknown field 'tokns'");
        assertProblem(400, "{\"model\":\"huge\"}",
                "there is no model 'huge'; available: micro-neox, tiny-gpt2, tiny-llama, tiny-neox");
        assertProblem(400, "{\"model\":\"tiny\\u0000neox\"}", "model has a control character");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"graph\":{\"objective\":\"odd\\u0000\\nINFO forged\"}}",
                "graph.objective is 'odd\uFFFD INFO forged'");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"corpus\":\"" + "c".repeat(600) + "\"}",
                "corpus has 600 characters; at most 512");
        assertProblem(400, "{\"model\":\"../tiny-neox\"}", "is no name of a model");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"corpus\":\"c4\"}", "there is no corpus 'c4'; available: demo");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"tokens\":{\"count\":-1}}", "tokens.count is -1");
        assertProblem(400, "{\"reanalysisOf\":\"nothing\"}", "reanalysisOf is 'nothing'; there is no such experiment");
        assertProblem(400, "{\"reanalysisOf\":[\"a\",\"b\"]}", "must be the identifier of one experiment");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"graph\":{\"objective\":[\"signed\",\"odd\"]}}",
                "variant 2 (graph.objective=odd): graph.objective is 'odd'; it must be one of");
        assertProblem(400, "{\"model\":[\"tiny-neox\",\"huge\"]}", "there is no model 'huge'");
        // What only the model's configuration knows
        assertProblem(400, "{\"model\":\"tiny-gpt2\",\"tokens\":{\"contextLength\":512}}",
                "tokens.contextLength is 512 but model tiny-gpt2 reads at most 256 tokens");
        assertProblem(400, "{\"model\":\"tiny-gpt2\",\"attention\":{\"layers\":[2,6]}}",
                "attention.layers names layer 6 but model tiny-gpt2 has layers 0 to 5");
        assertProblem(400, "{\"model\":[\"tiny-gpt2\",\"tiny-neox\"],\"attention\":{\"layers\":[5]}}",
                "variant 2 (model=tiny-neox): attention.layers is [5]; heads of layer 5 cannot reach the final MLP");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"regimes\":{\"topK\":[20,769]}}",
                "variant 2 (regimes.topK=769): regimes.topK is 769 but the final MLP of model tiny-neox has 768 neurons");
        assertProblem(400, "{\"model\":\"tiny-neox\",\"seed\":[]}", "seed is an empty list");
        assertProblem(413, "{\"model\":\"" + "x".repeat(70_000) + "\"}", "at most 65536 are read");
        given().contentType("text/plain").body(SPECIFICATION).post("/experiments").then().statusCode(415)
                .contentType(PROBLEM);
        given().contentType("application/json").body("x".repeat(300_000)).post("/experiments").then().statusCode(413)
                .contentType(PROBLEM).body("detail", containsString("at most 262144 bytes"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : new String[]{"/experiments/none", "/experiments/none/events"}) {
            when().get(path).then().statusCode(404).contentType(PROBLEM).body("detail",
                    equalTo("there is no experiment 'none'"));
        }
        for (String path : new String[]{"/experiments/%00", "/experiments/%0a%00/events", "/studies/%00",
                "/experiments/" + "x".repeat(500)}) {
            given().urlEncodingEnabled(false).get(path).then().statusCode(404).contentType(PROBLEM);
        }
        when().get("/studies/none").then().statusCode(404).contentType(PROBLEM).body("detail",
                equalTo("there is no study 'none'"));
        when().delete("/experiments/none").then().statusCode(404).contentType(PROBLEM);
        when().get("/experiments?limit=0").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void eventsTellTheProgressUntilTheEnd() {
        // An experiment that fails as soon as it is planned
        String id = json("{\"model\":\"tiny-gpt2\",\"tokens\":{\"count\":256,\"contextLength\":128}}")
                .post("/experiments").then()
                .statusCode(202).extract().path("id");

        String events = when().get("/experiments/" + id + "/events").then().statusCode(200)
                .contentType("text/event-stream").extract().asString();

        String[] data = Arrays.stream(events.split("\n")).filter(line -> line.startsWith("data:"))
                .toArray(String[]::new);
        assertTrue(data[data.length - 1].contains("\"FAILED\""), events);
        assertTrue(data[data.length - 1].contains("but the graph needs at least 200 observations"), events);
    }

    @Test
    void theServiceDescribesItselfAndSaysWhenItIsReady() {
        when().get("/q/openapi?format=json").then().statusCode(200).body("paths.'/experiments'.post.responses",
                notNullValue());
        when().get("/q/swagger-ui/").then().statusCode(200);
        await("the readiness").atMost(Duration.ofSeconds(30)).pollInSameThread()
                .untilAsserted(() -> when().get(management + "health/ready").then().statusCode(200));
        when().get(management + "health/ready").then().statusCode(200).body("checks.name", hasItem("engine"))
                .body("checks.find { it.name == 'engine' }.data.precision", equalTo("float32"))
                .body("checks.find { it.name == 'engine' }.data.engine", containsString("PyTorch"))
                .body("checks.find { it.name == 'engine' }.data.device", notNullValue());
    }

    private static void assertProblem(int status, String body, String detail) {
        json(body).post("/experiments").then().statusCode(status).contentType(PROBLEM)
                .body("detail", containsString(detail))
                .body("status", equalTo(status));
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }
}
