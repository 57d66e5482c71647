package io.plateau.validity.truth;

import java.util.SplittableRandom;

import io.plateau.routing.attention.AttentionReduction;
import io.plateau.routing.attention.AttentionRows;
import io.plateau.routing.attention.AttentionSummary;
import io.plateau.routing.attention.AttentionSums;
import io.plateau.routing.concentration.Concentration;

/**
 * Attention rows that are softmaxes of noise; the larger the noise, the more concentrated the row. Half of a context's
 * rows, any of them, are those of rare targets.
 *
 * @param heads H of one layer, each with a scale of its own
 * @param contexts C
 * @param scatter sd of ln noise over contexts and groups, alike in all rows and heads of one context and group: 0 makes
 *        the rows independent
 * @param effect by how much ln noise of rare targets is the larger
 */
public record PlantedAttention(int heads, int contexts, double scatter, double effect) {
    private static final int ROWS = 12;
    private static final int FIRST_POSITION = 8;
    private static final int OFFSETS = 8;

    public AttentionSummary draw(SplittableRandom random) {
        AttentionReduction reduction = new AttentionReduction();
        for (int c = 0; c < contexts; c++) {
            double[] scale = {Math.exp(effect + scatter * random.nextGaussian()),
                    Math.exp(scatter * random.nextGaussian())};
            reduction.add(0, c, AttentionSums.of(rows(scale, random), OFFSETS, Concentration.GINI));
        }
        return reduction.summarise();
    }

    private AttentionRows rows(double[] scale, SplittableRandom random) {
        int[] positions = new int[ROWS];
        byte[] groups = new byte[ROWS];
        for (int p = 0; p < ROWS; p++) {
            positions[p] = FIRST_POSITION + p;
        }
        for (int rare = ROWS / 2; rare > 0;) {
            int p = random.nextInt(ROWS);
            rare -= groups[p] == 0 ? 1 : 0;
            groups[p] = 1;
        }
        float[] weights = new float[heads * (int) AttentionRows.rowLength(positions)];
        int from = 0;
        for (int h = 0; h < heads; h++) {
            for (int p = 0; p < ROWS; p++) {
                softmax(weights, from, positions[p] + 1, scale[groups[p]] * (1 + h / (double) heads), random);
                from += positions[p] + 1;
            }
        }
        return new AttentionRows(heads, positions, groups, weights);
    }

    private static void softmax(float[] weights, int from, int keys, double scale, SplittableRandom random) {
        double[] exponentials = new double[keys];
        double sum = 0;
        for (int k = 0; k < keys; k++) {
            exponentials[k] = Math.exp(scale * random.nextGaussian());
            sum += exponentials[k];
        }
        for (int k = 0; k < keys; k++) {
            weights[from + k] = (float) (exponentials[k] / sum);
        }
    }
}
