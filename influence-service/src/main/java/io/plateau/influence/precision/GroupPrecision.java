package io.plateau.influence.precision;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.ranking.NeuronStatistics;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Numerical errors of one group's mean loss changes beside what is allowed (deploy/science, Precision).
 *
 * @param error N: estimated error of the mean, nats
 * @param uncertainty N: standard error of that estimate, nats
 * @param allowed N: nats
 */
public record GroupPrecision(TokenGroup group, double[] error, double[] uncertainty, double[] allowed) {
    /**
     * @param sums of the group
     * @param distinct the same with contexts of the same text merged, by which standard errors are published
     */
    public static GroupPrecision of(TokenGroup group, GroupSums sums, GroupSums distinct, ErrorSums errors,
            AblationSpecification promised) {
        int neurons = sums.neurons();
        double positions = sums.positions();
        NeuronStatistics statistics = NeuronStatistics.of(distinct);
        double[] error = new double[neurons];
        double[] uncertainty = new double[neurons];
        double[] allowed = new double[neurons];
        for (int n = 0; n < neurons && positions > 0; n++) {
            int i = group.ordinal() * neurons + n;
            error[n] = errors.total(i) / positions;
            uncertainty[n] = errors.uncertainty(i) / positions;
            allowed[n] = promised.allowedError(statistics.standardError()[n], statistics.meanDelta()[n]);
        }
        return new GroupPrecision(group, error, uncertainty, allowed);
    }

    /** Whether the error may be larger than allowed. */
    public boolean misses(int neuron) {
        // Written so that it is also missed where it is not a number.
        return !(AblationSpecification.errorLimit(error[neuron], uncertainty[neuron]) <= allowed[neuron]);
    }
}
