package io.plateau.inference.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ParquetResultsTest {
    private static final String PARQUET = "application/vnd.apache.parquet";

    @Inject
    ExperimentRunRepository runs;
    @Inject
    EntityManager entities;
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void anExperiment() {
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-neox\"}"));
    }

    @Test
    void everyKindOfValueComesWithItsType() throws IOException {
        execute("INSERT INTO neuron_context VALUES (:id, 7, 'raised', 1, 3, 5, NULL, 0.30000000000000004, -1.5,"
                + " ARRAY['a', '\u00e9', 'b, \"c\"'], 2), (:id, 7, 'raised', 2, 3, 6, 'rare', 0.125, 2, ARRAY[]::text[], 1)");

        List<Group> contexts = rows("neuron_contexts");
        Group first = contexts.get(0);
        assertEquals(2, contexts.size());
        assertEquals(7, first.getLong("neuron", 0));
        assertEquals("raised", first.getString("effect", 0));
        assertEquals(0.30000000000000004, first.getDouble("loss_change", 0));
        assertEquals(0, first.getFieldRepetitionCount("token_group"));
        Group tokens = first.getGroup("tokens", 0);
        assertEquals(3, tokens.getFieldRepetitionCount("list"));
        assertEquals("\u00e9", tokens.getGroup("list", 1).getString("element", 0));
        assertEquals("b, \"c\"", tokens.getGroup("list", 2).getString("element", 0));
        assertEquals(0, contexts.get(1).getGroup("tokens", 0).getFieldRepetitionCount("list"));
        Group experiment = rows("experiments").get(0);
        assertEquals("tiny-neox", new ObjectMapper().readTree(experiment.getString("specification", 0)).get("model")
                .textValue());
        Instant requested = runs.overview(id).orElseThrow().run().requestedAt;
        assertEquals(ChronoUnit.MICROS.between(Instant.EPOCH, requested), experiment.getLong("requested_at", 0));
    }

    @Test
    void itIsChosenLikeTheOthers() throws IOException {
        String address = "/experiments/" + id + "/results/experiments?columns=model";
        given().accept(PARQUET).get(address).then().contentType(PARQUET).header("Content-Disposition",
                equalTo("inline; filename=\"experiments.parquet\""));
        Group row = ParquetFiles.read(when().get(address + "&format=parquet&limit=1").asByteArray()).get(0);
        assertEquals(1, row.getType().getFieldCount());
        assertEquals("tiny-neox", row.getString("model", 0));
        // A table without rows is a file with its columns
        assertEquals(List.of(), rows("verdicts"));
    }

    private List<Group> rows(String view) throws IOException {
        return ParquetFiles
                .read(when().get("/experiments/" + id + "/results/" + view + "?format=parquet").asByteArray());
    }

    private void execute(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(sql).setParameter("id", id).executeUpdate());
    }
}
