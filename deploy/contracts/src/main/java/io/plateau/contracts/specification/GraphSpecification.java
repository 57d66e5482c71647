package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.oneOf;
import static io.plateau.contracts.specification.Require.orDefault;

/**
 * Correlation graphs, communities and controls.
 *
 * @param observations target positions whose activations are correlated (paper: 1,000)
 * @param observationGroup {@code rare}, {@code common} or {@code all}
 * @param threshold an edge is kept where the absolute correlation exceeds this
 * @param objective what Louvain maximises: {@code signed} (Eq. 7), {@code absolute} (Eq. 6 on |w|) or
 *        {@code positive} (Eq. 6 on the positive part)
 * @param louvainRuns seeded runs, the best partition kept
 * @param controls random neuron sets per group
 * @param population where controls are drawn: {@code outside-plateau} or {@code all}
 * @param bootstraps resamplings of the contexts for the interval of the group's modularity
 */
public record GraphSpecification(Integer observations, String observationGroup, Double threshold, String objective,
        Integer louvainRuns, Integer controls, String population, Integer bootstraps) {

    public GraphSpecification {
        observations = orDefault(observations, 1_000);
        observationGroup = orDefault(observationGroup, "rare");
        threshold = orDefault(threshold, 0.1);
        objective = orDefault(objective, "signed");
        louvainRuns = orDefault(louvainRuns, 100);
        controls = orDefault(controls, 100);
        population = orDefault(population, "outside-plateau");
        bootstraps = orDefault(bootstraps, 100);
        // Below 200 a correlation of 0.1 would be noise.
        between("graph.observations", observations, 200, 100_000);
        oneOf("graph.observationGroup", observationGroup, "rare", "common", "all");
        between("graph.threshold", threshold, 0.0, 1.0);
        oneOf("graph.objective", objective, "signed", "absolute", "positive");
        between("graph.louvainRuns", louvainRuns, 1, 10_000);
        between("graph.controls", controls, 19, 10_000);
        oneOf("graph.population", population, "outside-plateau", "all");
        between("graph.bootstraps", bootstraps, 20, 10_000);
    }
}
