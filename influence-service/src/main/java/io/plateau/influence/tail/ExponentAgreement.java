package io.plateau.influence.tail;

import io.plateau.influence.uncertainty.Interval;

/**
 * Whether a tail's exponent is the one that the exponent of the ranking calls for: alpha = 1 + 1/kappa.
 *
 * @param expected 1 + 1/kappa
 * @param standardError of the difference: √(se(alpha)² + (se(kappa) / kappa²)²)
 * @param z (alpha − expected) / standardError
 * @param agree whether |z| is at most 1.96
 */
public record ExponentAgreement(double expected, double standardError, double z, boolean agree) {
    private static final double NORMAL_95 = 1.96;

    /** @param interval 95 % bootstrap interval of kappa, read as ± 1.96 standard errors */
    public static ExponentAgreement of(PowerLawTail tail, double kappa, Interval interval) {
        double expected = 1 + 1 / kappa;
        double ofKappa = (interval.high() - interval.low()) / (2 * NORMAL_95);
        double error = Math.hypot(tail.standardError(), ofKappa / (kappa * kappa));
        double z = (tail.alpha() - expected) / error;
        return new ExponentAgreement(expected, error, z, Math.abs(z) <= NORMAL_95);
    }
}
