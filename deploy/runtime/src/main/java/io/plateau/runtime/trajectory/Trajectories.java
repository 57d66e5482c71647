package io.plateau.runtime.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.trajectory.CheckpointChanges;
import io.plateau.statistics.trajectory.CheckpointChanges.Change;
import io.plateau.statistics.trajectory.CheckpointChanges.Difference;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Compares the checkpoints of a trajectory whenever one of its experiments ends or is deleted. Each comparison starts from what is
 * stored, in the order of the steps, so that the final one does not depend on the order or repetition of events.
 */
@ApplicationScoped
public class Trajectories {
    private static final List<String> COLUMNS = List.of("experiment_id", "quantity", "token_group", "model", "step",
            "value", "standard_error", "contexts", "from_first", "p_first", "p_first_corrected", "from_last", "p_last",
            "p_last_corrected");

    private final EntityManager entities;
    private final ContextValueRepository values;
    private final BulkWriter writer;

    Trajectories(EntityManager entities, ContextValueRepository values, BulkWriter writer) {
        this.entities = entities;
        this.values = values;
        this.writer = writer;
    }

    /** Does nothing where the experiment's model is no checkpoint. */
    @SuppressWarnings("unchecked")
    public void compare(String experimentId) {
        QuarkusTransaction.joiningExisting().run(() -> {
            List<String> specification = entities.createNativeQuery(
                    "SELECT specification FROM experiment WHERE id = :id AND specification IS NOT NULL", String.class)
                    .setParameter("id", experimentId).getResultList();
            specification.stream().flatMap(json -> Trajectory.placeOf(experimentId, json).stream())
                    .forEach(place -> compare(place.trajectory(), place.seed()));
        });
    }

    private void compare(Trajectory trajectory, long seed) {
        // One replica at a time: the last finds what the others have completed.
        entities.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:name, 0))", Integer.class)
                .setParameter("name", "trajectory " + trajectory).getSingleResult();
        Map<String, Long> completed = completed(trajectory);
        if (completed.isEmpty()) {
            return;
        }
        // Of several experiments on one step the first by its identifier.
        TreeMap<Long, String> steps = new TreeMap<>();
        completed.forEach((id, step) -> steps.putIfAbsent(step, id));
        entities.createNativeQuery("DELETE FROM checkpoint_change WHERE experiment_id IN (:ids)")
                .setParameter("ids", completed.keySet()).executeUpdate();
        List<Object[]> rows = new ArrayList<>();
        values.read(steps.values()).forEach((quantity, found) -> rows.addAll(rows(trajectory, seed, quantity, steps,
                found)));
        writer.write("checkpoint_change", COLUMNS, rows.stream());
    }

    /** Steps of the completed experiments, in the order of their identifiers. */
    @SuppressWarnings("unchecked")
    private Map<String, Long> completed(Trajectory trajectory) {
        List<Object[]> rows = entities.createNativeQuery(
                "SELECT id, specification FROM experiment WHERE status = 'COMPLETED' AND specification LIKE '%@step%'")
                .getResultList();
        Map<String, Long> steps = new TreeMap<>();
        for (Object[] row : rows) {
            Trajectory.placeOf((String) row[0], (String) row[1]).filter(place -> place.trajectory().equals(trajectory))
                    .ifPresent(place -> steps.put((String) row[0], place.step()));
        }
        return steps;
    }

    private static List<Object[]> rows(Trajectory trajectory, long seed, ContextQuantity quantity,
            TreeMap<Long, String> steps,
            Map<String, ContextValues> found) {
        List<Map.Entry<Long, String>> having = steps.entrySet().stream()
                .filter(step -> found.containsKey(step.getValue())).toList();
        List<Change> changes = CheckpointChanges.of(having.stream().map(step -> found.get(step.getValue())).toList(),
                seed, quantity.name() + "/" + quantity.tokenGroup());
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            Difference first = change.fromFirst();
            Difference last = change.fromLast();
            rows.add(new Object[]{having.get(i).getValue(), quantity.name(), quantity.tokenGroup(), trajectory.model(),
                    having.get(i).getKey(), orNull(change.value()), orNull(change.standardError()), change.contexts(),
                    orNull(first.value()), first.p(), first.corrected(), orNull(last.value()), last.p(),
                    last.corrected()});
        }
        return rows;
    }

    private static Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
