package io.plateau.routing.attention;

import java.util.SplittableRandom;

/** Attention rows of random, softmax-normalised scores. */
public final class RandomAttention {
    private RandomAttention() {
    }

    /** H, R row-major as in the event. */
    public static float[] rows(SplittableRandom random, int heads, int[] positions) {
        float[] weights = new float[Math.toIntExact(heads * AttentionRows.rowLength(positions))];
        int at = 0;
        for (int head = 0; head < heads; head++) {
            for (int position : positions) {
                at = row(random, 1.5, weights, at, position);
            }
        }
        return weights;
    }

    /** One row of the given sharpness (standard deviation of the scores); returns where the next begins. */
    static int row(SplittableRandom random, double sharpness, float[] weights, int at, int position) {
        double[] scores = new double[position + 1];
        double sum = 0;
        for (int key = 0; key <= position; key++) {
            scores[key] = Math.exp(sharpness * random.nextGaussian());
            sum += scores[key];
        }
        for (int key = 0; key <= position; key++) {
            weights[at + key] = (float) (scores[key] / sum);
        }
        return at + position + 1;
    }
}
