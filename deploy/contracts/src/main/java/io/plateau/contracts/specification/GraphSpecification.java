package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
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
 * @param controls random neuron sets per group; a permutation test needs 19 for a p-value of 5 %, Mann-Whitney 2
 * @param test by which the verdict on clustering is given: {@code permutation} (the group against its controls) or
 *        {@code mann-whitney} (the paper: the group's bootstraps against the controls; with fewer than 3 controls
 *        Student's t-test takes its place, as in the published code)
 * @param population where controls are drawn: {@code outside-plateau} or {@code all}
 * @param bootstraps resamplings of the contexts for the interval of the group's modularity
 * @param varianceShare share of the variance that the principal components counted by the effective dimensionality
 *        explain
 * @param layerRuns seeded runs of Louvain on the graph of the whole layer; 0: that graph is not analysed
 * @param permutations random placements of the plateau's neurons among the layer's communities
 * @param weightSpectra whether the spectra of the groups' weight rows are compared with their controls'
 * @param hillShare share of the eigenvalues, the largest, that are the tail of Hill's estimator
 */
public record GraphSpecification(Integer observations, ObservationGroup observationGroup, Boolean onePerContext,
        Double threshold, Objective objective, Laplacian laplacian, Integer louvainRuns, Integer controls,
        Comparison test, Population population, Integer bootstraps, Double varianceShare, Integer layerRuns,
        Integer permutations,
        Boolean weightSpectra, Double hillShare) {
    /** Target positions whose activations are correlated. */
    public enum ObservationGroup implements Choice {
        /** Rare targets. */
        RARE,
        /** Common targets. */
        COMMON,
        /** All targets. */
        ALL
    }

    /** What a partition is judged by. */
    public enum Objective implements Choice {
        /** Signed modularity (Eq. 7): positive and negative part, each with its own 2m. */
        SIGNED,
        /** Modularity (Eq. 6) of the absolute weights. */
        ABSOLUTE,
        /** Modularity (Eq. 6) of the positive part. */
        POSITIVE
    }

    /** Normalised Laplacian of the spectral method; degrees are sums of |w| in both. */
    public enum Laplacian implements Choice {
        /** Of the absolute weights, {@code I − D^-1/2 |W| D^-1/2}: negatively correlated vertices count as related. */
        ABSOLUTE,
        /** Of the signed weights, {@code I − D^-1/2 W D^-1/2} (Kunegis et al. 2010): negatively correlated vertices are kept apart. */
        SIGNED
    }

    /** What the verdict on clustering rests on; both tests are two of Table 1's columns in any case. */
    public enum Comparison implements Choice {
        /** One-sided: the group's signed modularity against its controls'. */
        PERMUTATION,
        /** Two-sided: the bootstraps of the group's signed modularity against its controls'. */
        MANN_WHITNEY
    }

    /** Neurons from which controls are drawn. */
    public enum Population implements Choice {
        /** Those of neither plateau group. */
        OUTSIDE_PLATEAU,
        /** All neurons of the layer. */
        ALL
    }

    public GraphSpecification {
        observations = orDefault(observations, 1_000);
        observationGroup = orDefault(observationGroup, ObservationGroup.RARE);
        onePerContext = orDefault(onePerContext, false);
        threshold = orDefault(threshold, 0.1);
        objective = orDefault(objective, Objective.SIGNED);
        laplacian = orDefault(laplacian, Laplacian.ABSOLUTE);
        louvainRuns = orDefault(louvainRuns, 100);
        controls = orDefault(controls, 100);
        test = orDefault(test, Comparison.PERMUTATION);
        population = orDefault(population, Population.OUTSIDE_PLATEAU);
        bootstraps = orDefault(bootstraps, 100);
        varianceShare = orDefault(varianceShare, 0.95);
        layerRuns = orDefault(layerRuns, 10);
        permutations = orDefault(permutations, 1_000);
        weightSpectra = orDefault(weightSpectra, true);
        hillShare = orDefault(hillShare, 0.5);
        // Below 200 a correlation of 0.1 would be noise.
        between("graph.observations", observations, 200, 100_000);
        between("graph.threshold", threshold, 0.0, 1.0);
        between("graph.louvainRuns", louvainRuns, 1, 10_000);
        // With one value there is no test at all.
        between("graph.controls", controls, test == Comparison.PERMUTATION ? 19 : 2, 10_000);
        between("graph.bootstraps", bootstraps, 20, 10_000);
        between("graph.varianceShare", varianceShare, 0.5, 1.0);
        between("graph.layerRuns", layerRuns, 0, 1_000);
        between("graph.permutations", permutations, 19, 1_000_000);
        between("graph.hillShare", hillShare, 0.05, 1.0);
    }

    /** The defaults of deploy/science. */
    public GraphSpecification() {
        this(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
