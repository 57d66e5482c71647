package io.plateau.graph.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.graph.layer.LayerResult;
import io.plateau.graph.layer.LayerRuns;
import io.plateau.runtime.store.BulkWriter;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Runs on each experiment's whole layer and their results. */
@ApplicationScoped
public class LayerRepository implements PanacheRepositoryBase<LayerRunsEntity, LayerRunsEntity.Key> {
    private final BulkWriter writer;

    LayerRepository(BulkWriter writer) {
        this.writer = writer;
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, LayerRuns runs) {
        persist(LayerRunsEntity.of(experimentId, runs));
    }

    /** In the order of the runs. */
    @Transactional
    public List<LayerRuns> read(String experimentId) {
        return list("experimentId = ?1 order by firstRun", experimentId).stream().map(LayerRunsEntity::toRuns).toList();
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, ExperimentInputs inputs, LayerResult result) {
        getEntityManager().persist(LayerGraphEntity.of(experimentId, inputs, result));
        // Before what refers to it.
        flush();
        if (result.enrichment() != null) {
            writer.write("layer_community",
                    List.of("experiment_id", "community", "neurons", "plateau_neurons", "expected", "p_value",
                            "p_corrected"),
                    result.enrichment().communities().stream()
                            .map(c -> new Object[]{experimentId, c.community(), c.size(), c.marked(), c.expected(),
                                    c.pValue(), c.pCorrected()}));
        }
        writer.analyze("layer_graph", "layer_community", "neuron_set");
    }
}
