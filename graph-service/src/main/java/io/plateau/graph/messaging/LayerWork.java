package io.plateau.graph.messaging;

import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.contracts.specification.GraphSpecification;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.layer.LayerGraph;
import io.plateau.graph.layer.LayerRuns;
import io.plateau.graph.store.ExperimentInputs;
import io.plateau.graph.store.ExperimentInputsReader;
import io.plateau.statistics.random.SplitMix64;

/** Makes the graph of the whole layer and the runs of one work item on it; one at a time, as memory is for one. */
@ApplicationScoped
class LayerWork {
    private static final Logger LOG = Logger.getLogger(LayerWork.class);
    private static final double MEBIBYTE = 1 << 20;

    private final ExperimentInputsReader inputs;
    private final long limit;

    LayerWork(ExperimentInputsReader inputs, @ConfigProperty(name = "plateau.graph.layer-memory-mib") int mebibytes) {
        this.inputs = inputs;
        this.limit = (long) (mebibytes * MEBIBYTE);
    }

    synchronized LayerRuns compute(String experimentId, ExperimentInputs given, WorkPlan.Item item) {
        GraphSpecification asked = given.specification().graph();
        LayerGraph graph = LayerGraph.of(given.extent().layer(), given.observations(),
                () -> inputs.observations(experimentId, given, IntStream.range(0, given.extent().layer()).toArray())
                        .activations(),
                asked.threshold(), limit);
        LOG.infof("experiment %s: the layer's graph has %d neurons and %d edges, %.1f of at most %.0f MiB%s",
                experimentId, given.extent().layer(), graph.edges(), graph.bytes() / MEBIBYTE, limit / MEBIBYTE,
                graph.reason() == null ? "" : ": " + graph.reason());
        return LayerRuns.of(graph, asked.objective(), item.first(), item.count(),
                SplitMix64.of(given.specification().seed(), "layer").nextLong());
    }
}
