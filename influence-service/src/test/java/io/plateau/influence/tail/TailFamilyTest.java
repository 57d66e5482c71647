package io.plateau.influence.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.hipparchus.analysis.integration.RombergIntegrator;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TailFamilyTest {

    @ParameterizedTest
    @EnumSource(TailFamily.class)
    void everyFittedDensityIntegratesToOne(TailFamily family) {
        // Given 300 values of a tail no family fits exactly, and a dense grid behind them
        SplittableRandom random = new SplittableRandom(8);
        double[] y = random.doubles(300).map(u -> Math.sqrt(-Math.log(1 - u))).toArray();
        FittedTail fit = family.fit(y);

        // When the density is recovered at grid points from the fitted parameters
        double sum = 0;
        double step = 1e-3;
        double previous = density(family, fit, 0);
        for (double at = step; at < 40; at += step) {
            double next = density(family, fit, at);
            sum += (previous + next) / 2 * step;
            previous = next;
        }

        // Then its integral is 1 (trapezoid: step² / 12 · slope)
        assertEquals(1, sum, 2e-5);
        // and it is what the likelihoods were made of
        assertEquals(Math.log(density(family, fit, y[7])), fit.logLikelihood()[7], 1e-8);
    }

    /** The densities as TailFamily states them, their normalisers by Romberg's rule. */
    private static double density(TailFamily family, FittedTail fit, double y) {
        double p = fit.first();
        double q = fit.second();
        return switch (family) {
            case POWER_LAW -> p * Math.exp(-p * y);
            case EXPONENTIAL -> p * Math.exp(y - p * Math.expm1(y));
            case STRETCHED_EXPONENTIAL -> p * q * Math.exp(p * y - q * Math.expm1(p * y));
            case LOGNORMAL -> Math.exp(-p * y - q * y * y / 2)
                    / integral(v -> Math.exp(-p * v - q * v * v / 2), 30);
            case TRUNCATED_POWER_LAW -> Math.exp((1 - p) * y - q * Math.expm1(y))
                    / integral(v -> Math.exp((1 - p) * v - q * Math.expm1(v)), 12);
        };
    }

    private static double integral(org.hipparchus.analysis.UnivariateFunction of, double end) {
        return new RombergIntegrator(1e-10, 1e-12, 6, 30).integrate(1_000_000, of, 0, end);
    }

    @ParameterizedTest
    @CsvSource({"0.3,0.5", "1e-3,1e-4", "20,3", "0.9,1e-8"})
    void theTruncatedPowerLawsNormaliserIsAnIncompleteGamma(double s, double lambda) {
        // For slope s > 0 the integral is e^lambda lambda^-s Gamma(s, lambda)
        double expected = lambda - s * Math.log(lambda) + Gamma.logGamma(s)
                + Math.log(Gamma.regularizedGammaQ(s, lambda));

        assertEquals(expected, TruncatedPowerLaw.lnNormaliser(s, lambda), 1e-10 * Math.max(1, Math.abs(expected)));
    }

    @Test
    void theTruncatedPowerLawsNormaliserIsAnExponentialIntegral() {
        // E_1(1), E_2(0.5), E_3(2): Abramowitz and Stegun, tables 5.1 and 5.4
        assertEquals(0.219383934, Math.exp(TruncatedPowerLaw.lnNormaliser(0, 1) - 1), 1e-9);
        assertEquals(0.3266439, Math.exp(TruncatedPowerLaw.lnNormaliser(-1, 0.5) - 0.5), 1e-7);
        assertEquals(0.0301334, Math.exp(TruncatedPowerLaw.lnNormaliser(-2, 2) - 2), 1e-7);
    }

    @Test
    void theScaledErrorFunctionIsContinuousWhereItsSeriesTakesOver() {
        double slope = (Lognormal.lnScaledErfc(25.1) - Lognormal.lnScaledErfc(24.9)) / 0.2;

        // ln erfcx(t) ≈ −ln t: its slope at 25 is −1/25, less a term of order 1/t³
        assertEquals(-1.0 / 25, slope, 1e-4);
        // erfcx(1) and erfcx(−1), from erfc(1) = 0.157299207050285
        assertEquals(Math.log(Math.E * 0.157299207050285), Lognormal.lnScaledErfc(1), 1e-12);
        assertEquals(Math.log(Math.E * (2 - 0.157299207050285)), Lognormal.lnScaledErfc(-1), 1e-12);
    }

    @Test
    void noFamilyThatHasThePowerLawAsALimitFitsWorseThanIt() {
        SplittableRandom random = new SplittableRandom(3);
        for (int draw = 0; draw < 20; draw++) {
            double[] y = random.doubles(80).map(u -> -Math.log(1 - u) / 1.5).toArray();
            double law = TailFamily.POWER_LAW.fit(y).total();
            for (TailFamily family : new TailFamily[]{TailFamily.LOGNORMAL, TailFamily.STRETCHED_EXPONENTIAL,
                    TailFamily.TRUNCATED_POWER_LAW}) {
                assertTrue(family.fit(y).total() > law - 1e-5, family + " in draw " + draw);
            }
        }
    }
}
