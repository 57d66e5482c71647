package io.plateau.influence.losses;

import java.util.Arrays;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * How predictions and losses without ablation relate to token frequencies: sums by context, over the positions of both groups
 * but for the divergences.
 *
 * @param values K × 6: Σ divergence of rare, of common positions, nats; Σ loss², Σ f, Σ f², Σ loss · f, f the log frequency of the
 *        target token
 */
public record FrequencySums(double[] values) {
    static final int COLUMNS = 6;

    /**
     * @param context P: index of the context of each position
     * @param group P: 0 rare, 1 common, 2 neither (left out of the sums)
     * @param loss P: nats
     * @param frequency 2, P: KL(prediction ‖ frequencies), nats; f
     */
    public static FrequencySums of(int[] context, byte[] group, float[] loss, float[] frequency) {
        int positions = context.length;
        if (frequency.length != 2 * positions) {
            throw new UnprocessableException("a block of " + positions + " positions has " + frequency.length
                    + " divergences and frequencies; every position needs one of each");
        }
        int[] contexts = Arrays.stream(context).distinct().sorted().toArray();
        double[] values = new double[contexts.length * COLUMNS];
        for (int p = 0; p < positions; p++) {
            if (group[p] != TokenGroup.NEITHER) {
                int row = Arrays.binarySearch(contexts, context[p]) * COLUMNS;
                double l = loss[p];
                double f = frequency[positions + p];
                values[row + group[p]] += frequency[p];
                values[row + 2] += l * l;
                values[row + 3] += f;
                values[row + 4] += f * f;
                values[row + 5] += l * f;
            }
        }
        return new FrequencySums(values);
    }

    /**
     * Pearson's correlation of loss and log frequency.
     *
     * @param n positions
     * @param losses Σ loss
     * @param row of {@link #values}
     * @return NaN where either does not vary
     */
    static double correlation(int n, double losses, double[] row) {
        double ofLosses = row[2] - losses * losses / n;
        double ofFrequencies = row[4] - row[3] * row[3] / n;
        double together = row[5] - losses * row[3] / n;
        // What is left of equal numbers is the rounding of their sums.
        boolean vary = ofLosses > 1e-12 * row[2] && ofFrequencies > 1e-12 * row[4];
        return vary ? together / Math.sqrt(ofLosses * ofFrequencies) : Double.NaN;
    }
}
