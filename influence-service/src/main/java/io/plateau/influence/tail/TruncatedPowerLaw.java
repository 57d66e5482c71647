package io.plateau.influence.tail;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The power law with an exponential cut-off. Its normaliser is a generalised exponential integral, which has no
 * closed form for real exponents; the integral over y is smooth and is taken by Gauss–Legendre panels.
 */
final class TruncatedPowerLaw {
    /** The exponential would take 10⁻¹⁰ nats from a mean value: nothing that a likelihood could show. */
    private static final double LEAST_LN_SHARE = -23;
    private static final double STEEPEST = 60;
    private static final int PANELS = 48;
    private static final int POINTS = 10;
    /** exp(−40) of the integrand's scale is below rounding. */
    private static final double NEGLIGIBLE = 40;
    private static final GaussIntegratorFactory RULES = new GaussIntegratorFactory();

    private TruncatedPowerLaw() {
    }

    static FittedTail fit(double[] y) {
        double mean = TailFamily.mean(y, v -> v);
        double growth = TailFamily.mean(y, Math::expm1);
        double least = LEAST_LN_SHARE - Math.log(growth);
        double[] best = Maximum.of(p -> {
            double slope = Math.max(-STEEPEST, Math.min(STEEPEST, 1 - p[0]));
            return slope * mean - lambda(p, least) * growth - lnNormaliser(slope, lambda(p, least));
        }, new double[]{1 + 1 / mean, Math.log(0.01 / growth)}, new double[]{1, -Math.log(growth)});
        double slope = 1 - best[0];
        double lambda = lambda(best, least);
        double normaliser = lnNormaliser(slope, lambda);
        return TailFamily.fitted(best[0], lambda, y, v -> slope * v - lambda * Math.expm1(v) - normaliser);
    }

    private static double lambda(double[] parameters, double least) {
        return Math.exp(Math.max(least, parameters[1]));
    }

    /** ln ∫ exp(slope · y − lambda (exp(y) − 1)) dy over y ≥ 0. */
    static double lnNormaliser(double slope, double lambda) {
        double peak = Math.max(0, Math.log(Math.max(slope, 0) / lambda));
        double height = slope * peak - lambda * Math.expm1(peak);
        double end = end(slope, lambda, peak, height);
        double width = end / PANELS;
        double sum = 0;
        for (int k = 0; k < PANELS; k++) {
            GaussIntegrator rule = RULES.legendre(POINTS, k * width, (k + 1) * width);
            sum += rule.integrate(v -> Math.exp(slope * v - lambda * Math.expm1(v) - height));
        }
        return height + Math.log(sum);
    }

    /** Where the integrand, concave in its logarithm, has become negligible. */
    private static double end(double slope, double lambda, double peak, double height) {
        double low = peak;
        double high = peak + 1;
        while (slope * high - lambda * Math.expm1(high) > height - NEGLIGIBLE) {
            low = high;
            high = peak + 2 * (high - peak);
        }
        for (int i = 0; i < 20; i++) {
            double middle = (low + high) / 2;
            if (slope * middle - lambda * Math.expm1(middle) > height - NEGLIGIBLE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
