package io.plateau.inference.ablation;

import java.util.Arrays;

/**
 * The direction in the space of logits along which a prediction moves towards the frequencies of tokens: (ln u − mean) / ‖ln u − mean‖
 * over the tokens that the tokenizer has, u the token counts smoothed by adding one (Stolfo et al., 2024).
 *
 * @param direction V: of length 1 and of sum 0; 0 for rows of padding, which count as tokens of the mean log frequency
 * @param length of ln u − mean: ln u is the mean plus this times the direction
 * @param mean of ln u over the tokens that the tokenizer has
 * @param known V: whether the tokenizer has the token; rows of padding have no frequency
 */
public record UnigramDirection(double[] direction, double length, double mean, boolean[] known) {

    /**
     * @param counts of the tokens that the tokenizer has, from id 0
     * @param vocabulary V: rows of the unembedding, perhaps more
     * @throws IllegalArgumentException when all tokens are equally frequent: there is no such direction
     */
    public static UnigramDirection of(long[] counts, int vocabulary) {
        double all = 0;
        for (long count : counts) {
            all += count + 1.0;
        }
        double[] direction = new double[vocabulary];
        boolean[] known = new boolean[vocabulary];
        double mean = 0;
        for (int v = 0; v < counts.length; v++) {
            direction[v] = Math.log((counts[v] + 1.0) / all);
            known[v] = true;
            mean += direction[v] / counts.length;
        }
        double squares = 0;
        for (int v = 0; v < counts.length; v++) {
            direction[v] -= mean;
            squares += direction[v] * direction[v];
        }
        if (!(squares > 0)) {
            throw new IllegalArgumentException("all " + counts.length
                    + " tokens are equally frequent; frequency has no direction then");
        }
        double length = Math.sqrt(squares);
        for (int v = 0; v < counts.length; v++) {
            direction[v] /= length;
        }
        return new UnigramDirection(direction, length, mean, known);
    }

    /** Whether tokens differ in frequency at all. */
    public static boolean exists(long[] counts) {
        return Arrays.stream(counts).distinct().count() > 1;
    }

    /** V: ln u. */
    public float[] logFrequencies() {
        float[] logs = new float[direction.length];
        for (int v = 0; v < logs.length; v++) {
            logs[v] = (float) (mean + length * direction[v]);
        }
        return logs;
    }
}
