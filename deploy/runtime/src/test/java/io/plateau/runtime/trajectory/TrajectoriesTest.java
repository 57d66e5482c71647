package io.plateau.runtime.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.experiment.ExperimentRows;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class TrajectoriesTest {
    private static final ContextQuantity LOSS = new ContextQuantity("loss, nats", "rare");
    private static final long[] STEPS = {64, 256, 2_000};

    @Inject
    Trajectories trajectories;
    @Inject
    ContextValueRepository values;
    @Inject
    ExperimentRepository experiments;
    @Inject
    ExperimentRows rows;
    @Inject
    EntityManager entities;
    /** Also the model's name, so that tests do not meet. */
    private final String run = UUID.randomUUID().toString();

    @Test
    void theLastComparisonIsTheSameWhateverCameFirstOrTwice() {
        List<List<String>> found = new ArrayList<>();
        for (int order = 0; order < 3; order++) {
            String model = run + order;
            List<Integer> checkpoints = new ArrayList<>(List.of(0, 1, 2));
            Collections.rotate(checkpoints, order);
            checkpoints.forEach(i -> complete(model + "." + (10 + i), model, i, ""));
            trajectories.compare(model + ".10");
            found.add(changes(model));
        }

        assertEquals(found.get(0), found.get(1));
        assertEquals(found.get(0), found.get(2));
        assertEquals(3, found.get(0).size());
    }

    @Test
    void onlyExperimentsAlikeButForTheStepAreOneTrajectory() {
        complete(run + "-a", run, 0, "");
        complete(run + "-b", run, 2, ",\"seed\":2");
        complete(run + "-c", run + "-other", 2, "");
        complete(run + "-study.01", run, 2, "");
        // Not a checkpoint
        complete(run + "-d", run, 1, "", run);

        Object[] alone = (Object[]) entities.createNativeQuery("SELECT step, p_first, p_last FROM checkpoint_change"
                + " WHERE experiment_id = :id").setParameter("id", run + "-a").getSingleResult();
        assertEquals(64L, alone[0]);
        assertNull(alone[1]);
        assertNull(alone[2]);
        assertEquals(0, entities.createNativeQuery("SELECT 1 FROM checkpoint_change WHERE experiment_id = :id")
                .setParameter("id", run + "-d").getResultList().size());
    }

    @Test
    void ofTwoExperimentsOnOneStepOneIsCompared() {
        complete(run + "-b", run, 0, "");
        complete(run + "-c", run, 2, "");
        complete(run + "-a", run, 0, "");

        assertEquals(2, changes(run).size());
        assertEquals(List.of(run + "-a", run + "-c"), entities.createNativeQuery(
                "SELECT experiment_id FROM checkpoint_change WHERE model = :model ORDER BY step", String.class)
                .setParameter("model", run).getResultList());
    }

    @Test
    void aDeletedCheckpointIsComparedNoMore() {
        IntStream.range(0, 3).forEach(i -> complete(run + ".0" + i, run, i, ""));
        assertEquals(3, changes(run).size());

        experiments.changeStatus(run + ".02", ExperimentStatus.DELETED);
        rows.tidy(run + ".02");
        trajectories.compare(run + ".02");

        List<String> left = changes(run);
        assertEquals(2, left.size());
        // The second is now the last and has nothing to differ from
        assertEquals("256 null", left.get(1).replaceAll("^(\\S+) .* (\\S+)$", "$1 $2"));
    }

    private void complete(String id, String model, int checkpoint, String fields) {
        complete(id, model, checkpoint, fields, model + "@step" + STEPS[checkpoint]);
    }

    private void complete(String id, String model, int checkpoint, String fields, String name) {
        experiments.remember(id, ExperimentSpecification.parse("{\"model\":\"" + name + "\"" + fields + "}").toJson());
        Random random = new Random(checkpoint);
        QuarkusTransaction.requiringNew().run(() -> values.write(id, Map.of(LOSS,
                new ContextValues(IntStream.range(0, 20).toArray(),
                        IntStream.range(0, 20).mapToDouble(c -> 9 - 2 * checkpoint + random.nextGaussian())
                                .toArray()))));
        experiments.changeStatus(id, ExperimentStatus.COMPLETED);
        trajectories.compare(id);
    }

    @SuppressWarnings("unchecked")
    private List<String> changes(String model) {
        List<Object[]> found = entities
                .createNativeQuery("SELECT step, value, from_first, p_first_corrected, from_last,"
                        + " p_last_corrected FROM checkpoint_change WHERE model = :model ORDER BY step")
                .setParameter("model", model).getResultList();
        return found.stream().map(row -> String.join(" ",
                Arrays.stream(row).map(String::valueOf).toList())).toList();
    }
}
