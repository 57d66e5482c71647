package io.plateau.inference.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

/** Names, tags and notes that people give experiments. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class AnnotationTest {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    ExperimentRunRepository runs;

    @Test
    void anExperimentIsNamedTaggedAndFoundByBoth() {
        String mark = "note" + UUID.randomUUID().toString().substring(0, 8);
        runs.create(mark, SpecificationVariants.parse("{\"model\":\"tiny-gpt2\"}"));
        String path = "/experiments/" + mark + "/annotation";

        json("{\"name\":\" <b>First</b> \",\"tags\":[\"" + mark + "-a\",\"b\",\"b\"],\"notes\":\"two\\nlines\"}")
                .put(path)
                .then().statusCode(200).body("annotation.name", equalTo("<b>First</b>"))
                .body("annotation.tags", equalTo(List.of(mark + "-a", "b")))
                .body("annotation.notes", equalTo("two\nlines"));
        assertEquals(List.of(mark), listed("tag=" + mark + "-a"));
        assertEquals(List.of(), listed("tag=" + mark));
        assertEquals(List.of(mark), listed("text=<b>first&tag=" + mark + "-a"));

        // Also after its end; what is left out is removed
        runs.end(mark, ExperimentStatus.CANCELLED, null);
        json("{\"tags\":[\"c\"]}").put(path).then().statusCode(200).body("annotation.name", equalTo(null))
                .body("annotation.tags", equalTo(List.of("c")));
        when().get("/experiments/" + mark).then().body("annotation.tags", equalTo(List.of("c")));

        refused(path, "{\"nom\":1}", "there is no field 'nom'; known are name, tags, notes");
        refused(path, "[]", "the body must be a JSON object with any of name, tags and notes");
        refused(path, "{\"name\":7}", "name must be text");
        refused(path, "{\"name\":\"a\\u001bb\"}", "name must be one line without control characters");
        refused(path, "{\"tags\":\"a\"}", "tags must be a list of at most 20");
        refused(path, "{\"tags\":[\" \"]}", "a tag must be one line of text without control characters");
        refused(path, "{\"notes\":\"" + "x".repeat(10_001) + "\"}",
                "notes has 10001 characters; at most 10000 are kept");
        json("{}").put("/experiments/none/annotation").then().statusCode(404).contentType(PROBLEM);
        when().delete("/experiments/" + mark + "/results?confirm=" + mark).then().statusCode(202);
        json("{}").put(path).then().statusCode(410).contentType(PROBLEM);
    }

    private static void refused(String path, String body, String reason) {
        json(body).put(path).then().statusCode(400).contentType(PROBLEM).body("detail", equalTo(reason));
    }

    private static List<String> listed(String query) {
        return when().get("/experiments?" + query).then().statusCode(200).extract().jsonPath().getList("id",
                String.class);
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }
}
