package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.statistics.sampling.StratifiedTotal;

/**
 * Chooses the cheapest series whose error is promised to be small enough, by what a pilot block shows: per neuron and group, the
 * error of the mean loss change and how far that mean is uncertain by sampling. The error does not shrink with the number of
 * positions while the sampling error does, so that the choice depends on that number.
 */
public final class SeriesChoice {
    private final AblationSpecification how;
    private final int[] contexts;
    private final byte[] groups;
    private final double share;
    private final double mayMiss;

    /**
     * @param how what is promised; order and guard stand where they are given
     * @param contexts P: context of each position
     * @param groups P: group of each position of the block, from 0; positions of other groups than 0 and 1 are not judged
     * @param share of the experiment's positions that are the block's
     * @param mayMiss share of the neurons that may miss the promise, for they will be computed again
     */
    public SeriesChoice(AblationSpecification how, int[] contexts, byte[] groups, double share, double mayMiss) {
        this.how = how;
        this.contexts = contexts;
        this.groups = groups;
        this.share = share;
        this.mayMiss = mayMiss;
    }

    /** @param ablation of the block by a series; @return by the first that keeps the promise */
    public LossChanges first(Function<Series, LossChanges> ablation) {
        LossChanges found = null;
        for (Series series : Series.BY_COST) {
            if (how.order() != null && how.order() != series.order()) {
                continue;
            }
            found = ablation.apply(how.guard() == null ? series : new Series(series.order(), how.guard()));
            if (how.guard() != null && how.order() != null || missing(found) <= mayMiss) {
                return found;
            }
        }
        return found;
    }

    /** Share of the neurons that are expected to miss the promise in one of the groups. */
    double missing(LossChanges found) {
        int neurons = found.delta().length / groups.length;
        boolean[] misses = new boolean[neurons];
        for (int group = 0; group < 2; group++) {
            judge(found, group, misses);
        }
        int count = 0;
        for (boolean miss : misses) {
            count += miss ? 1 : 0;
        }
        return (double) count / neurons;
    }

    private void judge(LossChanges found, int group, boolean[] misses) {
        int neurons = misses.length;
        int[] members = IntStream.range(0, groups.length).filter(p -> groups[p] == group).toArray();
        int positions = members.length;
        SampledErrors.Sums errors = found.errors().of(groups, group);
        StratifiedTotal total = new StratifiedTotal(found.errors().strata(), found.errors().draws());
        for (int n = 0; n < neurons && positions > 0; n++) {
            int neuron = n;
            double[] changes = Arrays.stream(members).mapToDouble(p -> found.delta()[p * neurons + neuron]).toArray();
            double mean = Arrays.stream(changes).sum() / positions;
            double bias = total.total(errors.sum()[n]) / positions;
            double uncertainty = total.standardError(errors.sum()[n], errors.squares()[n]) / positions;
            // What the estimate owes to its own uncertainty is taken out; at the end it is less uncertain by the root of the share.
            double expected = AblationSpecification.errorLimit(
                    Math.sqrt(Math.max(0, bias * bias - uncertainty * uncertainty)), uncertainty * Math.sqrt(share));
            misses[n] |= !(expected <= how.allowedError(standardError(members, changes, mean) * Math.sqrt(share),
                    mean));
        }
    }

    /** Of the mean over the block's positions: clustered by context, or of independent positions where that is smaller. */
    private double standardError(int[] members, double[] changes, double mean) {
        Map<Integer, Double> residuals = new HashMap<>();
        double squares = 0;
        for (int i = 0; i < changes.length; i++) {
            residuals.merge(contexts[members[i]], changes[i] - mean, Double::sum);
            squares += (changes[i] - mean) * (changes[i] - mean);
        }
        int clusters = residuals.size();
        double independent = Math.sqrt(squares) / changes.length;
        double clustered = Math.sqrt(residuals.values().stream().mapToDouble(r -> r * r).sum() * clusters
                / (clusters - 1.0)) / changes.length;
        return clusters < 2 ? independent : Math.min(independent, clustered);
    }
}
