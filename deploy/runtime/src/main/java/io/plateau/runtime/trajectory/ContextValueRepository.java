package io.plateau.runtime.trajectory;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;

/** What a service's analyses of an experiment found, by context. */
@ApplicationScoped
public class ContextValueRepository {
    private static final List<String> COLUMNS = List.of("experiment_id", "quantity", "token_group", "context", "value");

    private final EntityManager entities;
    private final BulkWriter writer;

    ContextValueRepository(EntityManager entities, BulkWriter writer) {
        this.entities = entities;
        this.writer = writer;
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, Map<ContextQuantity, ContextValues> values) {
        values.forEach((quantity, all) -> writer.write("context_value", COLUMNS,
                IntStream.range(0, all.contexts().length)
                        .filter(i -> Double.isFinite(all.values()[i]))
                        .mapToObj(i -> new Object[]{experimentId, quantity.name(), quantity.tokenGroup(),
                                all.contexts()[i], all.values()[i]})));
    }

    /** By quantity, then experiment. Inside the caller's transaction. */
    @SuppressWarnings("unchecked")
    Map<ContextQuantity, Map<String, ContextValues>> read(Collection<String> experiments) {
        Map<ContextQuantity, Map<String, Map<Integer, Double>>> found = new TreeMap<>(
                Comparator.comparing(ContextQuantity::name).thenComparing(ContextQuantity::tokenGroup));
        List<Object[]> rows = entities.createNativeQuery("SELECT quantity, token_group, experiment_id, context, value"
                + " FROM context_value WHERE experiment_id IN (:ids)").setParameter("ids", experiments).getResultList();
        for (Object[] row : rows) {
            found.computeIfAbsent(new ContextQuantity((String) row[0], (String) row[1]), q -> new TreeMap<>())
                    .computeIfAbsent((String) row[2], e -> new TreeMap<>()).put((Integer) row[3], (Double) row[4]);
        }
        Map<ContextQuantity, Map<String, ContextValues>> values = new LinkedHashMap<>();
        found.forEach((quantity, byExperiment) -> {
            Map<String, ContextValues> own = new TreeMap<>();
            byExperiment.forEach((experiment, contexts) -> own.put(experiment, ContextValues.of(contexts)));
            values.put(quantity, own);
        });
        return values;
    }
}
