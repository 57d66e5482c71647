package io.plateau.inference.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class EstimatesResourceTest {

    private static ValidatableResponse estimate(String layers) {
        return given().contentType("application/json").body("{\"model\":\"micro-neox\",\"tokens\":{\"count\":1024,"
                + "\"contextLength\":64},\"mlp\":{\"layers\":" + layers + "}}").post("/estimates").then();
    }

    @Test
    void anEstimateIsOfAllExperimentsOfAStudy() {
        JsonPath single = estimate("1").statusCode(200).extract().jsonPath();
        JsonPath study = estimate("[1, 2]").statusCode(200).extract().jsonPath();
        assertEquals(1, single.getInt("experiments"));
        assertEquals(2, study.getInt("experiments"));
        assertEquals(2 * single.getLong("blocks"), study.getLong("blocks"));
        // Of layer 2 one attention layer more is captured.
        assertEquals(2 * single.getDouble("bytes"), study.getDouble("bytes"), 0.2 * single.getDouble("bytes"));
        assertTrue(single.getDouble("seconds") > 0);
        assertTrue(study.getDouble("seconds") > single.getDouble("seconds"));
    }

    @Test
    void whatCannotBeRunIsNotEstimated() {
        estimate("3").statusCode(400).contentType("application/problem+json")
                .body("detail", containsString("mlp.layers names layer 3 but model micro-neox has layers 0 to 2"));
        estimate("0").statusCode(400).contentType("application/problem+json")
                .body("detail", containsString("no head can reach the MLP of layer 0"));
    }
}
