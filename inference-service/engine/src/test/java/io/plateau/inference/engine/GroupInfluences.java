package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Influences of neurons on two groups of positions, from loss changes summed by group and context (science.md, section 3). */
public final class GroupInfluences {
    /** A tolerance of 1e-3 of the influence goes with 1 % of the standard error. */
    private static final double STANDARD_ERRORS = 10;

    private final int neurons;
    private final int contexts;
    private final int positions;
    private final double[][][] byContext;
    private final int[][] counts;

    /** @param positions targets of each context */
    public GroupInfluences(int neurons, int contexts, int positions) {
        this.neurons = neurons;
        this.contexts = contexts;
        this.positions = positions;
        this.byContext = new double[2][contexts][neurons];
        this.counts = new int[2][contexts];
    }

    /**
     * Adds the loss changes of some contexts.
     *
     * @param delta P, N row-major: of whole contexts, the first of them {@code firstContext}
     * @param groups of the positions of all contexts, 0 or 1
     */
    public void add(float[] delta, byte[] groups, int firstContext) {
        for (int i = 0; i < delta.length / neurons; i++) {
            int context = firstContext + i / positions;
            int group = groups[firstContext * positions + i];
            counts[group][context]++;
            for (int n = 0; n < neurons; n++) {
                byContext[group][context][n] += delta[i * neurons + n];
            }
        }
    }

    /**
     * How far influences are from exact ones.
     *
     * @param median of the neurons' relative errors
     * @param percentile99 of them
     * @param largest of them
     * @param standardErrors largest error in clustered standard errors of the exact influence
     * @param promised largest error relative to the exact influence or ten times its standard error, whichever is larger
     */
    public record Errors(double median, double percentile99, double largest, double standardErrors,
            double promised) {
    }

    /** Compares the influences on one group with exact ones. */
    public Errors errors(GroupInfluences exact, int group) {
        double[] relative = new double[neurons];
        double worst = 0;
        double promised = 0;
        for (int n = 0; n < neurons; n++) {
            double error = Math.abs(mean(group, n) - exact.mean(group, n));
            relative[n] = error / Math.abs(exact.mean(group, n));
            double standardError = exact.standardError(group, n);
            worst = Math.max(worst, error / standardError);
            promised = Math.max(promised,
                    error / Math.max(STANDARD_ERRORS * standardError, Math.abs(exact.mean(group, n))));
        }
        Arrays.sort(relative);
        return new Errors(relative[neurons / 2], relative[(int) Math.ceil(0.99 * neurons) - 1], relative[neurons - 1],
                worst, promised);
    }

    private double mean(int group, int n) {
        return IntStream.range(0, contexts).mapToDouble(c -> byContext[group][c][n]).sum()
                / Arrays.stream(counts[group]).sum();
    }

    /** Of the mean, clustered by context: √(C/(C−1) Σ (S_c − mean·n_c)²) / Σ n_c. */
    private double standardError(int group, int n) {
        double mean = mean(group, n);
        double squares = IntStream.range(0, contexts)
                .mapToDouble(c -> Math.pow(byContext[group][c][n] - mean * counts[group][c], 2)).sum();
        return Math.sqrt(squares * contexts / (contexts - 1.0)) / Arrays.stream(counts[group]).sum();
    }
}
