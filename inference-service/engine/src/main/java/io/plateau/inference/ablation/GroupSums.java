package io.plateau.inference.ablation;

/** Sums of the columns of a matrix over the positions of a token group. */
public final class GroupSums {
    private GroupSums() {
    }

    /**
     * @param values P, N
     * @param groups P: group of each position
     * @return N, in the order of the positions
     */
    public static double[] of(float[] values, byte[] groups, int group, int columns) {
        double[] sums = new double[columns];
        for (int p = 0; p < groups.length; p++) {
            if (groups[p] == group) {
                for (int n = 0; n < columns; n++) {
                    sums[n] += values[p * columns + n];
                }
            }
        }
        return sums;
    }
}
