package io.plateau.runtime.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class ExperimentRowsTest {
    private static final List<String> TABLES = List.of("a_part_of_it", "kept_result", "ledger", "partial_result",
            "whole_result");

    @Inject
    ExperimentRows rows;
    @Inject
    ExperimentRepository experiments;
    @Inject
    EntityManager entities;
    private final String other = UUID.randomUUID().toString();
    private final String id = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "FAILED", "CANCELLED"})
    void partialRowsGoWhenTheExperimentHasEnded(ExperimentStatus end) {
        stored("{\"model\":\"m\"}");

        rows.tidy(id);
        assertEquals(left("a_part_of_it", "kept_result", "ledger", "partial_result", "whole_result"), found(id));
        experiments.changeStatus(id, end);
        rows.tidy(id);
        rows.tidy(id);

        assertEquals(left("a_part_of_it", "kept_result", "ledger", "whole_result"), found(id));
        assertEquals(left("a_part_of_it", "kept_result", "ledger", "partial_result", "whole_result"), found(other));
    }

    @Test
    void aSpecificationMayKeepThem() {
        stored("{\"model\":\"m\",\"keepPartialResults\":true}");

        experiments.changeStatus(id, ExperimentStatus.COMPLETED);
        rows.tidy(id);

        assertEquals(left("a_part_of_it", "kept_result", "ledger", "partial_result", "whole_result"), found(id));
    }

    @Test
    void ofADeletedExperimentOnlyWhatIsSaidToStayIsLeft() {
        stored("{\"model\":\"m\",\"keepPartialResults\":true}");

        experiments.changeStatus(id, ExperimentStatus.COMPLETED);
        experiments.changeStatus(id, ExperimentStatus.DELETED);
        rows.tidy(id);
        rows.tidy(id);
        // An older announcement that comes again
        experiments.changeStatus(id, ExperimentStatus.COMPLETED);

        assertEquals(left("kept_result"), found(id));
        assertEquals("DELETED", experiments.findById(id).status);
        assertEquals(true, experiments.isTerminal(id));
        assertEquals(left("a_part_of_it", "kept_result", "ledger", "partial_result", "whole_result"), found(other));
    }

    @Test
    void anExperimentThatIsNotKnownHasNone() {
        rows.tidy(id);
        assertEquals(left(), found(id));
    }

    /** A row in every table, and the same of another experiment. */
    private void stored(String specification) {
        for (String experiment : List.of(id, other)) {
            experiments.remember(experiment, specification);
            QuarkusTransaction.requiringNew().run(() -> {
                for (String insert : List.of(
                        "ledger (experiment_id, stage, block, blocks, seconds) VALUES (:id, 'communities', 0, 1, 0.5)",
                        "partial_result VALUES (:id, 0)", "whole_result VALUES (:id)",
                        "a_part_of_it VALUES (:id)", "kept_result VALUES (:id)")) {
                    entities.createNativeQuery("INSERT INTO " + insert).setParameter("id", experiment).executeUpdate();
                }
            });
        }
    }

    private Map<String, Long> found(String experiment) {
        Map<String, Long> found = new TreeMap<>();
        QuarkusTransaction.requiringNew().run(() -> TABLES.forEach(table -> found.put(table,
                ((Number) entities
                        .createNativeQuery("SELECT count(*) FROM " + table + " WHERE experiment_id = :id", Long.class)
                        .setParameter("id", experiment).getSingleResult()).longValue())));
        return found;
    }

    private static Map<String, Long> left(String... tables) {
        Map<String, Long> left = new TreeMap<>();
        TABLES.forEach(table -> left.put(table, Arrays.asList(tables).contains(table) ? 1L : 0L));
        return left;
    }
}
