package io.plateau.validity.truth;

import java.util.Arrays;

import io.plateau.statistics.random.SeedDerivation;

/** How much noise a planted curve is given. */
public final class PlantedNoise {
    private static final int DRAWS = 200;
    /** Halvings of an interval of 40 in ln: to 1e-8. */
    private static final int HALVINGS = 32;

    private PlantedNoise() {
    }

    /**
     * The sd of a context's mean, as a share of the first rank's influence and the same for all neurons, at which the median
     * neuron's |mean| is so many of its standard errors.
     *
     * @param ln influence of each rank
     */
    public static double relativeToFirst(double[] ln, double ratio, int contexts) {
        var random = SeedDerivation.FNV_1A.stream(0, "validity/planted noise", 0);
        double[] normal = new double[DRAWS * ln.length];
        Arrays.setAll(normal, i -> random.nextGaussian());
        double low = -20;
        double high = 20;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double error = Math.exp(middle);
            double[] t = new double[normal.length];
            Arrays.setAll(t, k -> Math.abs(Math.exp(ln[k % ln.length] - ln[0]) / error + normal[k]));
            Arrays.sort(t);
            if (t[t.length / 2] > ratio) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(low) * Math.sqrt(contexts);
    }
}
