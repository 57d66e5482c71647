package io.plateau.inference.http;

import static io.restassured.RestAssured.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/**
 * What the API document says of the specification's choices is what the service takes, and the document beside the sources is the
 * one that is served; {@code -Dplateau.openapi.write=true} writes it anew.
 */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class OpenApiTest {

    @Test
    void everyValueThatTheDocumentNamesIsAccepted() throws Exception {
        JsonNode schemas = new ObjectMapper().readTree(
                when().get("/q/openapi?format=json").then().statusCode(200).extract().asString()).at(
                        "/components/schemas");
        Map<String, Integer> tried = new HashMap<>();
        schemas.get("ExperimentSpecification").get("properties").properties()
                .forEach(part -> choices(schemas, part.getValue()).forEach((field, values) -> values.forEach(value -> {
                    // How a layer is ablated is of a layer that is named
                    String beside = part.getKey().equals("mlp") ? "\"layers\":0," : "";
                    String json = "{\"model\":\"m\",\"" + part.getKey() + "\":{" + beside + "\"" + field
                            + "\":\"%s\"}}";
                    assertEquals(value.asText(), written(json.formatted(value.asText()), part.getKey(), field));
                    assertThrows(RuntimeException.class,
                            () -> ExperimentSpecification.parse(json.formatted(value.asText() + "x")));
                    tried.merge(part.getKey() + "." + field, 1, Integer::sum);
                })));
        assertTrue(tried.size() >= 16, tried.toString());
        assertEquals(4, tried.get("regimes.plateauRule"));
    }

    /** The page makes its form of it. */
    @Test
    void everyFieldOfTheSpecificationHasItsHelpDefaultAndRange() throws Exception {
        JsonNode schemas = new ObjectMapper().readTree(
                when().get("/q/openapi?format=json").then().statusCode(200).extract().asString()).at(
                        "/components/schemas");
        JsonNode defaults = new ObjectMapper()
                .readTree(ExperimentSpecification.parse("{\"model\":\"m\"}").toJson());
        List<String> without = new ArrayList<>();
        for (Map.Entry<String, JsonNode> part : schemas.get("ExperimentSpecification").get("properties").properties()) {
            JsonNode inner = resolved(schemas, part.getValue());
            if (!inner.has("properties")) {
                without.addAll(lacking(part.getKey(), part.getValue(), defaults.path(part.getKey())));
            }
            for (Map.Entry<String, JsonNode> field : inner.path("properties").properties()) {
                without.addAll(lacking(part.getKey() + "." + field.getKey(), field.getValue(),
                        defaults.path(part.getKey()).path(field.getKey())));
            }
        }
        assertEquals(List.of(), without);
        JsonNode count = schemas.at("/TokenSpecification/properties/count");
        assertEquals(8, count.get("minimum").asInt());
        assertEquals(10_000_000, count.get("maximum").asInt());
        assertTrue(count.get("description").asText().startsWith("upper bound of the token positions used"));
    }

    private static List<String> lacking(String path, JsonNode schema, JsonNode standard) {
        List<String> lacking = new ArrayList<>();
        if (schema.path("description").asText().isBlank()) {
            lacking.add(path + " has no help");
        }
        // Null: where it is absent the model decides.
        boolean hasDefault = standard.isValueNode() && !standard.isNull() && !path.equals("model");
        if (hasDefault && !standard.asText().equals(schema.path("default").asText())) {
            lacking.add(path + " has the default " + schema.path("default") + ", not " + standard);
        }
        return lacking;
    }

    @Test
    void theDocumentBesideTheSourcesIsTheOneThatIsServed() throws Exception {
        String served = when().get("/q/openapi?format=yaml").then().statusCode(200).extract().asString();
        Path file = Path.of("openapi.yaml");
        if (Boolean.getBoolean("plateau.openapi.write")) {
            Files.writeString(file, served);
        }
        assertEquals(Files.readString(file), served);
    }

    /** Generators of clients refuse a document without them. */
    @Test
    void everyOperationHasASummaryAndEveryResponseADescription() throws Exception {
        JsonNode paths = new ObjectMapper().readTree(
                when().get("/q/openapi?format=json").then().statusCode(200).extract().asString()).get("paths");
        List<String> without = new ArrayList<>();
        int operations = 0;
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String name = operation.getKey() + " " + path.getKey();
                operations++;
                if (operation.getValue().path("summary").asText().isBlank()) {
                    without.add(name);
                }
                operation.getValue().get("responses").properties().stream()
                        .filter(response -> response.getValue().path("description").asText().isBlank())
                        .forEach(response -> without.add(name + " " + response.getKey()));
            }
        }
        assertEquals(List.of(), without);
        assertTrue(operations > 15, operations + " operations");
    }

    private static String written(String json, String part, String field) {
        try {
            return new ObjectMapper().readTree(ExperimentSpecification.parse(json).toJson()).get(part).get(field)
                    .asText();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Fields of a part of the specification whose values are listed. */
    private static Map<String, JsonNode> choices(JsonNode schemas, JsonNode part) {
        Map<String, JsonNode> found = new HashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = resolved(schemas, part).path("properties").fields(); i
                .hasNext();) {
            Map.Entry<String, JsonNode> field = i.next();
            JsonNode values = resolved(schemas, field.getValue()).path("enum");
            if (values.isArray()) {
                found.put(field.getKey(), values);
            }
        }
        return found;
    }

    private static JsonNode resolved(JsonNode schemas, JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.isEmpty() ? schema : schemas.get(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
