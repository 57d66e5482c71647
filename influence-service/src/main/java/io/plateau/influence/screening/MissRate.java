package io.plateau.influence.screening;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.BetaDistribution;

import io.plateau.statistics.tokens.TokenGroup;

/**
 * How many influential neurons a first-order estimate does not choose, by a sample of those that it did not. Missed is a neuron whose
 * influence is above the median of the chosen ones: it belongs among the more influential half of them.
 *
 * @param others neurons that were not chosen
 * @param sampled those of them that were ablated
 * @param threshold median influence of the chosen neurons, nats
 * @param missed sampled neurons of a larger influence
 */
public record MissRate(TokenGroup group, int chosen, int others, int sampled, double threshold, int missed) {
    private static final double CONFIDENCE = 0.95;

    /**
     * @param influence N
     * @param exact neurons that were ablated
     * @param sampled those of them that were drawn
     */
    public static MissRate of(TokenGroup group, double[] influence, int[] exact, int[] sampled) {
        double[] chosen = IntStream.of(exact).filter(n -> IntStream.of(sampled).noneMatch(s -> s == n))
                .mapToDouble(n -> influence[n]).sorted().toArray();
        double threshold = (chosen[(chosen.length - 1) / 2] + chosen[chosen.length / 2]) / 2;
        return new MissRate(group, chosen.length, influence.length - chosen.length, sampled.length, threshold,
                (int) Arrays.stream(sampled).filter(n -> influence[n] > threshold).count());
    }

    /** Share of the others that is missed, as the sample has it; NaN without one. */
    public double share() {
        return (double) missed / sampled;
    }

    /** What that share is at most, with 95 % confidence (Clopper and Pearson, one-sided); 1 without a sample. */
    public double shareAtMost() {
        return missed == sampled
                ? 1
                : new BetaDistribution(missed + 1.0, sampled - missed)
                        .inverseCumulativeProbability(CONFIDENCE);
    }
}
