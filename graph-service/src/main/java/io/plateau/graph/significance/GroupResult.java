package io.plateau.graph.significance;

import io.plateau.graph.control.NeuronGroup;

/**
 * What the sets of one group came to.
 *
 * @param group which
 * @param neurons how many it has
 * @param filled how many of them are filled, not plateau
 * @param signedModularity Q_signed of the group itself
 * @param modularity Q of the group itself, on |w|
 * @param communities of the group itself
 * @param spectral largest Q_signed over the spectral partitions; null where there is none
 * @param bootstrap Q_signed of each resample of the contexts
 * @param bootstrapCommunities number of communities of each resample
 * @param controls Q_signed of each control
 * @param controlCommunities number of communities of each control
 * @param controlSpectral largest spectral Q_signed of each control
 * @param reasonNotTested why it has no controls, or null
 */
public record GroupResult(NeuronGroup group, int neurons, int filled, double signedModularity, double modularity,
        int communities, Double spectral, double[] bootstrap, double[] bootstrapCommunities, double[] controls,
        double[] controlCommunities, double[] controlSpectral, String reasonNotTested) {
}
