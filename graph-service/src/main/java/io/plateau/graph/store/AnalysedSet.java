package io.plateau.graph.store;

import io.plateau.graph.analysis.BootstrapValues;
import io.plateau.graph.analysis.SetAnalysis;
import io.plateau.graph.control.NeuronGroup;

/**
 * A set with its place among the group's sets.
 *
 * @param set 0 for the group itself
 * @param observations how many activations were correlated
 * @param bootstrap of the group itself; none for controls
 */
public record AnalysedSet(NeuronGroup group, int set, int observations, SetAnalysis analysis,
        BootstrapValues bootstrap) {
}
