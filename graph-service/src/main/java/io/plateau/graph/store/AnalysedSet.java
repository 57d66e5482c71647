package io.plateau.graph.store;

import io.plateau.graph.analysis.BootstrapValues;
import io.plateau.graph.analysis.Dimensionality;
import io.plateau.graph.analysis.SetAnalysis;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.spectra.WeightSpectrum;
import io.plateau.statistics.trajectory.ContextValues;

/**
 * A set with its place among the group's sets.
 *
 * @param set 0 for the group itself
 * @param observations how many activations were correlated
 * @param bootstrap of the group itself; none for controls
 * @param byPart signed modularity of the group itself in each part of the contexts; null for controls
 * @param input spectrum of the weights that the neurons read with; null where the specification asks for none
 * @param output of those that they write with; likewise
 */
public record AnalysedSet(NeuronGroup group, int set, int observations, SetAnalysis analysis,
        BootstrapValues bootstrap, ContextValues byPart, Dimensionality dimensionality, WeightSpectrum input,
        WeightSpectrum output) {
}
