package io.plateau.influence.noise;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.plateau.influence.regime.CurveFit;

/**
 * One set of contexts corrected for noise: what is observed minus the bias that the noise of the corrected curve has.
 *
 * @param quantities by ordinal of {@link Quantity}, not clamped
 * @param lnCurve M: ln influence by rank, not sorted
 */
record CorrectedValues(double[] quantities, double[] lnCurve) {

    /**
     * @param curve M: ln of the noise-corrected curve
     * @param noisy draws × M: its rankings with errors, over which the bias is averaged
     * @param fitter of the ranks that are fitted
     */
    static CorrectedValues of(NoiseCorrection correction, double[] curve, List<double[]> noisy,
            Function<double[], Optional<CurveFit>> fitter, int topRanks) {
        int draws = noisy.size();
        int quantities = Quantity.values().length;
        double[] values = new double[quantities];
        double[] bias = new double[quantities];
        double[] ln = correction.observed().clone();
        for (double[] one : noisy) {
            add(fitter.apply(one), topRanks, bias, 1.0 / draws);
            for (int r = 0; r < ln.length; r++) {
                ln[r] -= (one[r] - curve[r]) / draws;
            }
        }
        add(fitter.apply(curve), topRanks, bias, -1);
        add(fitter.apply(correction.observed()), topRanks, values, 1);
        for (int q = 0; q < quantities; q++) {
            values[q] -= bias[q];
        }
        return new CorrectedValues(values, ln);
    }

    private static void add(Optional<CurveFit> fit, int topRanks, double[] values, double weight) {
        for (Quantity quantity : Quantity.values()) {
            values[quantity.ordinal()] += weight * fit.map(f -> quantity.of(f, topRanks)).orElse(Double.NaN);
        }
    }
}
