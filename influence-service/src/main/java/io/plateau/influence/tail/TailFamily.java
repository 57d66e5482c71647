package io.plateau.influence.tail;

import java.util.function.DoubleUnaryOperator;

/**
 * The families a tail is fitted with, truncated at the cut-off; densities on y = ln(x / x_min) ≥ 0 (Clauset,
 * Shalizi and Newman 2009, Table 2.1, with dx = x dy).
 */
public enum TailFamily {
    /** a·exp(−a y), a = alpha − 1. */
    POWER_LAW("power law") {
        @Override
        FittedTail fit(double[] y) {
            double a = 1 / mean(y, v -> v);
            return fitted(a, Double.NaN, y, v -> Math.log(a) - a * v);
        }
    },
    /** ∝ exp(−b y − c y² / 2), b = (ln x_min − mu) / sigma², c = 1 / sigma²; the power law at c = 0. */
    LOGNORMAL("lognormal") {
        @Override
        FittedTail fit(double[] y) {
            return Lognormal.fit(y);
        }
    },
    /** lambda·exp(y − lambda (exp(y) − 1)), lambda being that of x times x_min. */
    EXPONENTIAL("exponential") {
        @Override
        FittedTail fit(double[] y) {
            double rate = 1 / mean(y, Math::expm1);
            return fitted(rate, Double.NaN, y, v -> Math.log(rate) + v - rate * Math.expm1(v));
        }
    },
    /** b c·exp(b y − c (exp(b y) − 1)), b being x's exponent; the power law at b = 0. */
    STRETCHED_EXPONENTIAL("stretched exponential") {
        @Override
        FittedTail fit(double[] y) {
            return StretchedExponential.fit(y);
        }
    },
    /** ∝ exp((1 − a) y − lambda (exp(y) − 1)); the power law at lambda = 0. */
    TRUNCATED_POWER_LAW("truncated power law") {
        @Override
        FittedTail fit(double[] y) {
            return TruncatedPowerLaw.fit(y);
        }
    };

    private final String label;

    TailFamily(String label) {
        this.label = label;
    }

    /** The name in tables and sentences. */
    public String label() {
        return label;
    }

    /** Whether the power law is a member of the family, not only its limit: the ratio then has a chi-squared law. */
    boolean nestsPowerLaw() {
        return this == TRUNCATED_POWER_LAW;
    }

    /** @param y n: ln(x / x_min), not all zero */
    abstract FittedTail fit(double[] y);

    static double mean(double[] y, DoubleUnaryOperator of) {
        double sum = 0;
        for (double v : y) {
            sum += of.applyAsDouble(v);
        }
        return sum / y.length;
    }

    static FittedTail fitted(double first, double second, double[] y, DoubleUnaryOperator lnDensity) {
        double[] values = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            values[i] = lnDensity.applyAsDouble(y[i]);
        }
        return new FittedTail(first, second, values);
    }
}
