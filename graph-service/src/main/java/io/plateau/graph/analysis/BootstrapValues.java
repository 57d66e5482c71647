package io.plateau.graph.analysis;

/**
 * A group's results when its contexts are resampled.
 *
 * @param signedModularity Q_signed of each resample
 * @param communities number of communities of each resample
 */
public record BootstrapValues(double[] signedModularity, int[] communities) {

    /** Of a set that is not resampled. */
    public static BootstrapValues none() {
        return new BootstrapValues(new double[0], new int[0]);
    }
}
