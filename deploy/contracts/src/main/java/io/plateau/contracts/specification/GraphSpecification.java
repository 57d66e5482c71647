package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.oneOf;
import static io.plateau.contracts.specification.Require.orDefault;

/**
 * Correlation graphs, communities, controls, the whole layer and weight spectra.
 *
 * @param observations target positions whose activations are correlated (paper: 1,000)
 * @param observationGroup {@code rare}, {@code common} or {@code all}
 * @param onePerContext one observation of each context only, drawn by the seed: observations are then independent
 * @param threshold an edge is kept where the absolute correlation exceeds this
 * @param objective what Louvain maximises: {@code signed} (Eq. 7), {@code absolute} (Eq. 6 on |w|) or
 *        {@code positive} (Eq. 6 on the positive part)
 * @param laplacian of the spectral method: {@code absolute} (of |w|) or {@code signed} (Kunegis et al. 2010)
 * @param louvainRuns seeded runs, the best partition kept
 * @param controls random neuron sets per group
 * @param population where controls are drawn: {@code outside-plateau} or {@code all}
 * @param bootstraps resamplings of the contexts for the interval of the group's modularity
 * @param varianceShare share of the variance that the principal components counted by the effective dimensionality
 *        explain
 * @param layerRuns seeded runs of Louvain on the graph of the whole layer; 0: that graph is not analysed
 * @param permutations random placements of the plateau's neurons among the layer's communities
 * @param weightSpectra whether the spectra of the groups' weight rows are compared with their controls'
 * @param hillShare share of the eigenvalues, the largest, that are the tail of Hill's estimator
 */
public record GraphSpecification(Integer observations, String observationGroup, Boolean onePerContext,
        Double threshold, String objective, String laplacian, Integer louvainRuns, Integer controls,
        String population, Integer bootstraps, Double varianceShare, Integer layerRuns, Integer permutations,
        Boolean weightSpectra, Double hillShare) {

    public GraphSpecification {
        observations = orDefault(observations, 1_000);
        observationGroup = orDefault(observationGroup, "rare");
        onePerContext = orDefault(onePerContext, false);
        threshold = orDefault(threshold, 0.1);
        objective = orDefault(objective, "signed");
        laplacian = orDefault(laplacian, "absolute");
        louvainRuns = orDefault(louvainRuns, 100);
        controls = orDefault(controls, 100);
        population = orDefault(population, "outside-plateau");
        bootstraps = orDefault(bootstraps, 100);
        varianceShare = orDefault(varianceShare, 0.95);
        layerRuns = orDefault(layerRuns, 10);
        permutations = orDefault(permutations, 1_000);
        weightSpectra = orDefault(weightSpectra, true);
        hillShare = orDefault(hillShare, 0.5);
        // Below 200 a correlation of 0.1 would be noise.
        between("graph.observations", observations, 200, 100_000);
        oneOf("graph.observationGroup", observationGroup, "rare", "common", "all");
        between("graph.threshold", threshold, 0.0, 1.0);
        oneOf("graph.objective", objective, "signed", "absolute", "positive");
        oneOf("graph.laplacian", laplacian, "absolute", "signed");
        between("graph.louvainRuns", louvainRuns, 1, 10_000);
        between("graph.controls", controls, 19, 10_000);
        oneOf("graph.population", population, "outside-plateau", "all");
        between("graph.bootstraps", bootstraps, 20, 10_000);
        between("graph.varianceShare", varianceShare, 0.5, 1.0);
        between("graph.layerRuns", layerRuns, 0, 1_000);
        between("graph.permutations", permutations, 19, 1_000_000);
        between("graph.hillShare", hillShare, 0.05, 1.0);
    }

    /** The defaults of deploy/science. */
    public GraphSpecification() {
        this(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
