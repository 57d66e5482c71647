package io.plateau.influence.noise;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.plateau.influence.ranking.Ranking;

/**
 * A curve whose noisy ranking is the one observed.
 *
 * <p>
 * Sorting |mean + error| lifts the head and fills the tail with noise. Which curve does that to is found by putting it
 * to the test: start from the cross-fitted curve, made monotone; add sampling errors as the bootstrap over contexts
 * draws them; rank; and move the curve by what the ranking misses of the observed one. Few steps suffice, for the start
 * is free of the winner's curse, and many would fit noise.
 */
public final class NoiseCorrection {
    private static final int STEPS = 2;
    /** An influence of a tenth of its error leaves no trace in a ranking: where halves cancel, no less is assumed. */
    private static final double TRACELESS = 0.1;

    private final int[] neurons;
    private final double[] sign;
    private final double[] observed;
    private final List<float[]> errors;
    private final double scale;

    /**
     * @param means N: means over all positions, nats
     * @param errors draws × N: sampling errors of the means, nats
     * @param scale factor of the errors
     */
    public NoiseCorrection(double[] means, List<float[]> errors, double scale) {
        Ranking ranking = Ranking.of(Arrays.stream(means).map(Math::abs).toArray());
        this.neurons = ranking.neurons();
        this.sign = Arrays.stream(neurons).mapToDouble(n -> Math.signum(means[n])).toArray();
        this.observed = ranking.lnInfluence();
        this.errors = errors;
        this.scale = scale;
    }

    /** M: ln of the ranking as observed. */
    public double[] observed() {
        return observed;
    }

    /**
     * M: ln of the noise-corrected curve, descending.
     *
     * @param crossFitted N: nats
     * @param draws how many of the errors are used
     */
    public double[] curve(double[] crossFitted, int draws) {
        double[] curve = start(crossFitted);
        for (int step = 0; step < STEPS; step++) {
            double[] from = curve;
            List<double[]> noisy = noisy(from, draws);
            double[] next = new double[from.length];
            for (int r = 0; r < next.length; r++) {
                double mean = 0;
                for (double[] one : noisy) {
                    mean += one[r];
                }
                next[r] = from[r] + observed[r] - mean / noisy.size();
            }
            curve = descending(next);
        }
        return curve;
    }

    private double[] start(double[] crossFitted) {
        double[] errorsByRank = IntStream.of(neurons).mapToDouble(this::error).toArray();
        double[] sorted = errorsByRank.clone();
        Arrays.sort(sorted);
        double least = TRACELESS * sorted[sorted.length / 2];
        double[] curve = IsotonicRegression.nonIncreasing(Arrays.copyOf(crossFitted, neurons.length));
        for (int r = 0; r < curve.length; r++) {
            double influence = Math.max(curve[r], least);
            // Without any error there is nothing to correct.
            curve[r] = influence > 0 ? Math.log(influence) : observed[r];
        }
        return descending(curve);
    }

    /** Root mean square of a neuron's errors. */
    private double error(int neuron) {
        double squares = 0;
        for (float[] draw : errors) {
            squares += (double) draw[neuron] * draw[neuron];
        }
        return scale * Math.sqrt(squares / errors.size());
    }

    /** The rankings of a noise-free curve with the errors of the first draws, each M: ln influence, descending. */
    List<double[]> noisy(double[] curve, int draws) {
        double[] means = new double[curve.length];
        Arrays.setAll(means, r -> sign[r] * Math.exp(curve[r]));
        return IntStream.range(0, draws).parallel().mapToObj(i -> noisyOnce(means, i)).toList();
    }

    private double[] noisyOnce(double[] means, int draw) {
        float[] error = errors.get(draw);
        double[] influence = new double[means.length];
        for (int r = 0; r < influence.length; r++) {
            influence[r] = Math.abs(means[r] + scale * error[neurons[r]]);
        }
        Arrays.sort(influence);
        double[] ln = new double[influence.length];
        for (int r = 0; r < ln.length; r++) {
            // An error may cancel a mean to the last bit.
            ln[r] = Math.log(Math.max(influence[influence.length - 1 - r], Double.MIN_NORMAL));
        }
        return ln;
    }

    private static double[] descending(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
            double kept = sorted[i];
            sorted[i] = sorted[j];
            sorted[j] = kept;
        }
        return sorted;
    }
}
