package io.plateau.inference.http;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.Test;

import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ManyExperimentsTest {
    @Inject
    EntityManager entities;

    /** Page by page: none is missing, and none comes twice. */
    @Test
    void pagesHoldWithTenThousandExperiments() {
        String model = "many-" + UUID.randomUUID();
        QuarkusTransaction.requiringNew().timeout(300).run(() -> {
            entities.createNativeQuery(
                    "INSERT INTO experiment (id, status, specification) SELECT :model || n, 'COMPLETED',"
                            + " '{\"model\":\"tiny-neox\"}' FROM generate_series(10001, 20000) n")
                    .setParameter("model", model)
                    .executeUpdate();
            // Requested long ago, a hundred at the same moment each
            entities.createNativeQuery(
                    "INSERT INTO experiment_run (experiment_id, model, corpus, requested_at, finished_at)"
                            + " SELECT :model || n, :model, 'demo', timestamptz '2001-01-01' + n / 100 * interval '1 s',"
                            + " timestamptz '2001-01-02' FROM generate_series(10001, 20000) n")
                    .setParameter("model", model)
                    .executeUpdate();
        });
        try {
            List<String> seen = new ArrayList<>();
            String before = "";
            for (int page = 0; page < 10; page++) {
                List<String> ids = when().get("/experiments?limit=1000&model=" + model + before).then().statusCode(200)
                        .extract().jsonPath().getList("id", String.class);
                assertEquals(1_000, ids.size());
                seen.addAll(ids);
                before = "&before=" + ids.get(ids.size() - 1);
            }
            assertEquals(10_000, Set.copyOf(seen).size());
            assertEquals(model + 20_000, seen.get(0));
            when().get("/experiments?limit=1000&model=" + model + before).then().body("size()", equalTo(0));
        } finally {
            QuarkusTransaction.requiringNew().run(() -> {
                entities.createNativeQuery("DELETE FROM experiment_run WHERE model = :model")
                        .setParameter("model", model).executeUpdate();
                entities.createNativeQuery("DELETE FROM experiment WHERE starts_with(id, :model)")
                        .setParameter("model", model).executeUpdate();
            });
        }
    }
}
