package io.plateau.influence.noise;

/** Least-squares fit of a curve that does not rise: adjacent violators are pooled (Ayer et al. 1955), O(M). */
final class IsotonicRegression {
    private IsotonicRegression() {
    }

    static double[] nonIncreasing(double[] values) {
        double[] level = new double[values.length];
        int[] size = new int[values.length];
        int blocks = 0;
        for (double value : values) {
            level[blocks] = value;
            size[blocks++] = 1;
            while (blocks > 1 && level[blocks - 2] < level[blocks - 1]) {
                int pooled = size[blocks - 2] + size[blocks - 1];
                level[blocks - 2] = (level[blocks - 2] * size[blocks - 2] + level[blocks - 1] * size[blocks - 1])
                        / pooled;
                size[--blocks - 1] = pooled;
            }
        }
        double[] fit = new double[values.length];
        for (int b = 0, i = 0; b < blocks; b++) {
            for (int k = 0; k < size[b]; k++) {
                fit[i++] = level[b];
            }
        }
        return fit;
    }
}
