package io.plateau.influence.tail;

import org.hipparchus.special.Erf;

/**
 * The lognormal tail in its natural parameters b and c, in which a tail that is all but a power law (mu → −∞,
 * sigma → ∞) is an ordinary point near c = 0.
 */
final class Lognormal {
    /** sigma of 3·10⁶: a power law to all digits. */
    private static final double LEAST_LN_C = -30;
    /** Beyond it erfc nears the smallest double, and five terms of its asymptotic series have all digits. */
    private static final double ASYMPTOTIC = 25;

    private Lognormal() {
    }

    static FittedTail fit(double[] y) {
        double mean = TailFamily.mean(y, v -> v);
        double square = TailFamily.mean(y, v -> v * v);
        double variance = TailFamily.mean(y, v -> (v - mean) * (v - mean));
        double[] best = Maximum.of(
                p -> -p[0] * mean - c(p) * square / 2 - lnNormaliser(p[0], c(p)),
                new double[]{1 / mean, Math.log(0.01 / square)},
                new double[]{-mean / variance, -Math.log(variance)});
        double b = best[0];
        double c = c(best);
        double normaliser = lnNormaliser(b, c);
        return TailFamily.fitted(b, c, y, v -> -b * v - c * v * v / 2 - normaliser);
    }

    private static double c(double[] parameters) {
        return Math.exp(Math.max(LEAST_LN_C, parameters[1]));
    }

    /** ln ∫ exp(−b y − c y² / 2) dy over y ≥ 0 = ln(√(π / 2c) · exp(t²) · erfc(t)), t = b / √(2c). */
    static double lnNormaliser(double b, double c) {
        double t = b / Math.sqrt(2 * c);
        return 0.5 * Math.log(Math.PI / (2 * c)) + lnScaledErfc(t);
    }

    /** ln(exp(t²) · erfc(t)). */
    static double lnScaledErfc(double t) {
        if (t < ASYMPTOTIC) {
            return t * t + Math.log(Erf.erfc(t));
        }
        double q = 1 / (2 * t * t);
        double series = 1 - q * (1 - 3 * q * (1 - 5 * q * (1 - 7 * q)));
        return Math.log(series / (t * Math.sqrt(Math.PI)));
    }
}
