package io.plateau.inference.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.experiment.Analyses;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ResultsResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";

    @Inject
    ExperimentRunRepository runs;
    @Inject
    EntityManager entities;
    @Inject
    Analyses analyses;

    private String id;
    private String results;

    @BeforeEach
    void anExperiment() {
        id = UUID.randomUUID().toString();
        results = "/experiments/" + id + "/results";
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
    }

    @Test
    void theCatalogueSaysWhatEachColumnIs() {
        when().get(results).then().statusCode(200)
                .body("find { it.name == 'verdicts' }.key", equalTo(List.of("name")))
                .body("find { it.name == 'verdicts' }.href", equalTo(results + "/verdicts"))
                .body("find { it.name == 'verdicts' }.columns.name", hasItem("p_value"))
                .body("find { it.name == 'verdicts' }.columns.find { it.name == 'p_value' }.type",
                        equalTo("double precision"))
                .body("description", everyItem(notNullValue()))
                .body("columns.flatten().definition", everyItem(notNullValue()))
                .body("findAll { it.name == 'paper_verdicts' }.size()", equalTo(0));
    }

    @Test
    void rowsComeAsJsonWithEveryDigit() {
        // 0.1 + 0.2, whose 17 digits are needed
        verdict("routing", 0.30000000000000004, "a \"test\", <b>in</b> two\nlines");
        verdict("Clustering", null, "none");

        when().get(results + "/verdicts").then().statusCode(200).contentType("application/json")
                .body("name", equalTo(List.of("Clustering", "routing"))).body("experiment_id", everyItem(equalTo(id)))
                .body("[0].value", equalTo(null)).body("[1].test", equalTo("a \"test\", <b>in</b> two\nlines"));
        String text = when().get(results + "/verdicts?name=routing&columns=value").asString();
        assertEquals("[{\"value\":0.30000000000000004}]", text);
        // Objects are objects
        when().get(results + "/experiments").then().body("[0].specification.model", equalTo("tiny-neox"));
    }

    @Test
    void rowsComeAsCsv() {
        verdict("routing", 0.5, "a \"test\", of two\nlines");
        verdict("Clustering", null, "none");

        String expected = "name,value,test\r\nClustering,,none\r\nrouting,0.5,\"a \"\"test\"\", of two\nlines\"\r\n";
        String address = results + "/verdicts?columns=name,value,test";
        assertEquals(expected, when().get(address + "&format=csv").asString());
        given().accept("text/csv").get(address).then().contentType("text/csv").header("Content-Disposition",
                equalTo("inline; filename=\"verdicts.csv\"")).body(equalTo(expected));
        given().accept("text/csv;q=0.5, application/json").get(address).then().contentType("application/json");
        given().accept("image/png").get(address).then().statusCode(406);
    }

    @Test
    void columnsChooseRows() {
        for (int i = 0; i < 10; i++) {
            verdict("v" + i, i / 10.0, "test");
        }

        assertEquals(List.of("v3", "v4", "v5"), names("value.from=0.3&value.to=0.5"));
        assertEquals(List.of("v1", "v7"), names("name=v7&name=v1"));
        assertEquals(List.of("v8", "v9"), names("name.from=v8"));
        assertEquals(List.of(), names("name=v1&value=0.9"));
        // A value is never read as SQL
        assertEquals(List.of(), names("name=' OR '1'='1"));
    }

    @Test
    void pagesFollowEachOtherAndNoRowIsLostOrTwice() {
        // Capitals come first, whatever the database's locale
        List<String> expected = new ArrayList<>(List.of("A", "Z"));
        verdict("A", 0.5, "test");
        verdict("Z", 0.5, "test");
        for (int i = 100; i < 123; i++) {
            verdict("v" + i, 0.5, "test");
            expected.add("v" + i);
        }
        List<String> found = new ArrayList<>();
        String next = results + "/verdicts?limit=10&value=0.5&columns=name";
        int pages = 0;
        while (next != null) {
            Response page = given().urlEncodingEnabled(false).get(next);
            page.then().statusCode(200);
            found.addAll(page.jsonPath().getList("name", String.class));
            String link = page.header("Link");
            next = link == null ? null : link.replaceAll("^<(.*)>; rel=\"next\"$", "$1");
            pages++;
        }
        assertEquals(expected, found);
        assertEquals(3, pages);
    }

    @Test
    void manyRowsPassThrough() {
        int rows = 60_000;
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO verdict SELECT :id, 's' || i, 'v' || lpad(i::text, 6, '0'), 'supported', 's', i, 1, 't',"
                        + " repeat('x', 500) FROM generate_series(1, " + rows + ") i")
                .setParameter("id", id).executeUpdate());

        String csv = when().get(results + "/verdicts?format=csv&columns=name,summary").asString();

        assertEquals(rows + 1, csv.lines().count());
        assertTrue(csv.endsWith("v060000," + "x".repeat(500) + "\r\n"));
    }

    @Test
    void whatHasEndedIsNotSentTwice() {
        verdict("routing", 0.5, "test");
        assertNull(when().get(results + "/verdicts").header("ETag"));

        runs.end(id, ExperimentStatus.CANCELLED, null);

        String tag = when().get(results + "/verdicts").then().statusCode(200).extract().header("ETag");
        given().header("If-None-Match", tag).get(results + "/verdicts").then().statusCode(304).body(equalTo(""));
        given().header("If-None-Match", tag).get(results + "/verdicts?format=csv").then().statusCode(200);
        given().header("If-None-Match", tag).get(results + "/verdicts?name=other").then().statusCode(200);
    }

    @Test
    void anArchiveHoldsEverythingAndItsHashes() throws Exception {
        verdict("routing", 0.5, "a \"test\"");
        when().get("/experiments/" + id + "/archive").then().statusCode(409).contentType(PROBLEM).body("detail",
                equalTo("experiment " + id + " is REQUESTED; its archive is available once it has ended"));
        runs.end(id, ExperimentStatus.CANCELLED, null);

        byte[] zip = when().get("/experiments/" + id + "/archive").then().statusCode(200)
                .contentType("application/zip").extract().asByteArray();

        Map<String, byte[]> files = unzipped(zip);
        assertEquals("tiny-neox", JSON.readTree(files.get("specification.json")).get("model").asText());
        List<Group> verdicts = ParquetFiles.read(files.get("results/verdicts.parquet"));
        assertEquals("a \"test\"", verdicts.get(0).getString("test", 0));
        // The hashes are those of the files, of which none is left out
        List<String> sums = new String(files.get("SHA256SUMS"), UTF_8).lines().toList();
        assertEquals(files.size() - 1, sums.size());
        for (String sum : sums) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(files.get(sum.substring(66)));
            assertEquals(sum.substring(0, 64), HexFormat.of().formatHex(hash), sum);
        }
        // What describes them names them all, and every column
        JsonNode graph = JSON.readTree(files.get("ro-crate-metadata.json")).get("@graph");
        Set<String> described = new TreeSet<>();
        graph.forEach(node -> described.add(node.get("@id").asText()));
        assertEquals("https://w3id.org/ro/crate/1.1", graph.get(0).get("conformsTo").get("@id").asText());
        graph.forEach(
                node -> node.path("hasPart").forEach(part -> assertTrue(described.contains(part.get("@id").asText()))));
        assertTrue(described.containsAll(List.of("./", "results/verdicts.parquet", "#verdicts.p_value")));
        // Requested again, the same bytes
        assertArrayEquals(zip, when().get("/experiments/" + id + "/archive").asByteArray());
    }

    @Test
    void whatCanBeAskedForIsListed() {
        when().get("/models").then().statusCode(200).body("name", hasItems("tiny-gpt2", "tiny-neox", "tiny-llama"))
                .body("find { it.name == 'tiny-llama' }.family", equalTo("llama"))
                .body("find { it.name == 'tiny-neox' }.closedForm", equalTo(true));
        when().get("/corpora").then().statusCode(200).body("name", not(empty()));
    }

    @Test
    void whatIsNotThereIsSaid() {
        when().get(results + "/secrets").then().statusCode(404).contentType(PROBLEM).body("detail",
                equalTo("there is no view 'secrets' of results; " + results + " lists them"));
        when().get(results + "/paper_verdicts").then().statusCode(404);
        when().get(results + "/verdicts?rang=1").then().statusCode(400).contentType(PROBLEM).body("detail",
                containsString("results.verdicts has no column 'rang'"));
        when().get(results + "/verdicts?format=xml").then().statusCode(400).body("detail",
                equalTo("the query parameter 'format' is 'xml'; it must be json, csv or parquet"));
        when().get("/experiments/none/results").then().statusCode(404).body("detail",
                equalTo("there is no experiment 'none'"));
        when().get("/experiments/none/results/verdicts").then().statusCode(404);

        runs.end(id, ExperimentStatus.CANCELLED, null);
        when().delete(results + "?confirm=" + id).then().statusCode(202);
        when().get(results).then().statusCode(410);
        when().get(results + "/verdicts").then().statusCode(410);
        // A report that is delivered again is left out, as one of an unknown experiment is
        analyses.completed(new AnalysisCompleted(id, "routing",
                new Verdict("routing", "not supported", "a statistic", 0.25, 0.5, "a test", "So it is.")));
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private List<String> names(String query) {
        return when().get(results + "/verdicts?" + query).then().statusCode(200).extract().jsonPath().getList("name",
                String.class);
    }

    private void verdict(String name, Double value, String test) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(
                "INSERT INTO verdict VALUES (:id, :name, :name, 'supported', 's', CAST(:value AS double precision), 1,"
                        + " :test, 'So it is.')")
                .setParameter("id", id).setParameter("name", name)
                .setParameter("value", value == null ? null : value.toString()).setParameter("test", test)
                .executeUpdate());
    }
}
