package io.plateau.influence.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import io.plateau.influence.uncertainty.Interval;
import io.plateau.statistics.random.SeedDerivation;

class TailAnalysisTest {
    private static final DoubleUnaryOperator POWER_LAW = u -> -Math.log(1 - u) / 1.5;
    /** ln of an exponential variable. */
    private static final DoubleUnaryOperator EXPONENTIAL = u -> Math.log(-Math.log(1 - u));

    @Test
    void aPowerLawIsPlausibleAndTheExponentialIsRefused() {
        TailReport report = report(POWER_LAW, 600, 50, 99);

        assertEquals(Optional.of(true), report.plausible());
        LikelihoodRatio exponential = report.ratios().get(1);
        assertEquals(TailFamily.EXPONENTIAL, exponential.family());
        assertEquals("power law", exponential.favours());
        assertNull(report.reason());
    }

    @Test
    void anExponentialIsNoPowerLaw() {
        // Given all 600 values as the tail
        TailReport report = report(EXPONENTIAL, 600, 600, 99);

        assertEquals(Optional.of(false), report.plausible());
        assertTrue(report.ratios().stream().filter(r -> r.family() == TailFamily.EXPONENTIAL)
                .allMatch(r -> r.favours().equals("exponential")));
    }

    @Test
    void theSamePValueHoweverOftenItIsComputed() {
        assertEquals(report(POWER_LAW, 200, 20, 49), report(POWER_LAW, 200, 20, 49));
        assertTrue(report(POWER_LAW, 200, 20, 0).plausible().isEmpty());
    }

    @Test
    void aRatioOfZeroIsSaidToBeThePowerLawItself() {
        // Given a tail heavier than any power law, ln x having one like exp(−y^(2/3)): the best truncation is none
        double[] y = new SplittableRandom(1).doubles(300).map(u -> Math.pow(-Math.log(1 - u), 1.5)).toArray();

        LikelihoodRatio truncated = TailAnalysis.ratios(y).get(3);

        assertEquals(0, truncated.ratio());
        assertEquals(1, truncated.pValue());
        assertEquals("neither", truncated.favours());
        assertEquals("the best truncated power law is the power law itself", truncated.reason());
    }

    @Test
    void tooFewOrEqualInfluencesSayWhy() {
        TailAnalysis analysis = new TailAnalysis(50, 10);

        assertEquals("3 neurons have an influence; a tail needs at least 50",
                analysis.run(new double[]{3, 2, 1}, i -> new SplittableRandom(i)).reason());
        TailReport equal = analysis.run(new double[60], i -> new SplittableRandom(i));
        assertEquals("all influences are equal: they have no tail", equal.reason());
        assertFalse(equal.fit().isPresent());
    }

    @Test
    void exponentsAgreeWithinBothUncertainties() {
        // se(alpha) = 0.1; kappa 0.5 ± 0.05 calls for alpha 3 ± 0.05 / 0.25 = 0.2
        PowerLawTail tail = new PowerLawTail(100, 0, 3.4, 0.1, 0);
        Interval kappa = new Interval(0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05);

        ExponentAgreement agreement = ExponentAgreement.of(tail, 0.5, kappa);

        assertEquals(3, agreement.expected(), 1e-12);
        assertEquals(Math.hypot(0.1, 0.2), agreement.standardError(), 1e-12);
        assertTrue(agreement.agree());
        assertFalse(ExponentAgreement.of(tail, 0.5, new Interval(0.5, 0.5)).agree());
    }

    private static TailReport report(DoubleUnaryOperator quantile, int size, int minTail, int draws) {
        double[] negated = new SplittableRandom(4).doubles(size).map(u -> -quantile.applyAsDouble(u)).sorted()
                .toArray();
        return new TailAnalysis(minTail, draws).run(Arrays.stream(negated).map(v -> -v).toArray(),
                i -> SeedDerivation.FNV_1A.stream(1, "test", i));
    }
}
