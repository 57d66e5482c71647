package io.plateau.routing.impact;

import java.util.List;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Plateau activation of some contexts under every ablation: means over the plateau neurons, checked when made.
 *
 * @param ablations A; the first is the baseline
 * @param contexts K indices of contexts
 * @param neurons M plateau neurons; none where no neuron has an influence
 * @param counts K, G row-major: target positions of the context in the group
 * @param absolute A, K, G row-major: mean of |a| over the context's positions of the group and the neurons; 0
 *        where the count is 0, and where there are no neurons
 * @param signed A, K, G: mean of a, likewise
 */
public record HeadAblationBlock(List<Ablation> ablations, int[] contexts, int[] neurons, int[] counts,
        double[] absolute, double[] signed) {

    public HeadAblationBlock {
        require(!ablations.isEmpty() && ablations.get(0).kind() == Ablation.Kind.BASELINE,
                "the first ablation target must be the baseline; the block begins with "
                        + (ablations.isEmpty() ? "none" : ablations.get(0)));
        require(ablations.stream().distinct().count() == ablations.size(), "the block names an ablation target twice");
        require(ablations.stream().filter(a -> a.kind() == Ablation.Kind.BASELINE).count() == 1,
                "the block has more than one baseline");
        require(ablations.stream().anyMatch(a -> a.kind() == Ablation.Kind.HEAD), "the block ablates no head");
        require(contexts.length > 0, "the block has no contexts");
        require(counts.length == contexts.length * TokenGroup.COUNT, "the block has " + counts.length
                + " position counts; " + contexts.length + " contexts and two groups need "
                + contexts.length * TokenGroup.COUNT);
        for (int count : counts) {
            require(count >= 0, "the block counts " + count + " positions; a count is never negative");
        }
        for (double mean : absolute) {
            require(mean >= 0, "the block holds the mean absolute activation " + mean + "; it is never negative");
        }
    }

    /**
     * Averages over neurons, in double and in their order.
     *
     * @param meanAbsolute A, K, G, M row-major
     * @param meanSigned A, K, G, M row-major
     */
    public static HeadAblationBlock of(List<Ablation> ablations, int[] contexts, int[] neurons, int[] counts,
            float[] meanAbsolute, float[] meanSigned) {
        return new HeadAblationBlock(ablations, contexts, neurons, counts,
                meanOverNeurons(meanAbsolute, neurons.length, ablations.size() * counts.length),
                meanOverNeurons(meanSigned, neurons.length, ablations.size() * counts.length));
    }

    private static double[] meanOverNeurons(float[] values, int neurons, int cells) {
        double[] means = new double[cells];
        for (int i = 0; neurons > 0 && i < cells; i++) {
            double sum = 0;
            for (int n = 0; n < neurons; n++) {
                sum += values[i * neurons + n];
            }
            means[i] = sum / neurons;
        }
        return means;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnprocessableException(otherwise);
        }
    }
}
