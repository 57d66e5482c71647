package io.plateau.influence.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.plateau.influence.precision.GroupPrecision;
import io.plateau.influence.precision.Precision;
import io.plateau.runtime.store.BulkWriter;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The table {@code neuron_precision}. */
@ApplicationScoped
public class PrecisionRepository {
    private static final List<String> COLUMNS = List.of("experiment_id", "token_group", "neuron", "error",
            "uncertainty", "allowed", "refined");

    private final BulkWriter writer;
    private final EntityManager entities;

    PrecisionRepository(BulkWriter writer, EntityManager entities) {
        this.writer = writer;
        this.entities = entities;
    }

    /** Inside the caller's transaction. */
    public void save(String experimentId, Precision precision) {
        int[] missing = precision.missing();
        for (GroupPrecision group : precision.groups()) {
            writer.write("neuron_precision", COLUMNS, IntStream.range(0, group.error().length)
                    .mapToObj(n -> new Object[]{experimentId, group.group().label(), n, group.error()[n],
                            Double.isInfinite(group.uncertainty()[n]) ? null : group.uncertainty()[n],
                            group.allowed()[n], Arrays.binarySearch(missing, n) >= 0}));
        }
    }

    /** Neurons that are computed again, ascending, as stored. */
    public List<Integer> refined(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery(
                "SELECT DISTINCT neuron FROM neuron_precision WHERE experiment_id = :id AND refined ORDER BY neuron",
                Integer.class).setParameter("id", experimentId).getResultStream().map(Integer.class::cast).toList());
    }
}
