package io.plateau.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class CheckTest {

    @Test
    void aShareIsJudgedByItsCriterion() {
        assertEquals(Outcome.HOLDS, Check.atLeast("s", "w", 0.93, 186, 200).outcome());
        assertEquals(Outcome.FAILS, Check.atLeast("s", "w", 0.93, 185, 200).outcome());
        assertEquals(Outcome.HOLDS, Check.errorRate("s", "w", 0.05, 10, 200).outcome());
        // z = 2.576: 19 of 200 have 0.0542 as the lower end of the interval, 17 of 200 0.0466
        assertEquals(Outcome.HOLDS, Check.errorRate("s", "w", 0.05, 17, 200).outcome());
        assertEquals(Outcome.FAILS, Check.errorRate("s", "w", 0.05, 19, 200).outcome());
    }

    @Test
    void sharesHaveTheirWilsonInterval() {
        // 10 of 100: 0.0552 to 0.1744 (Newcombe 1998, method 3 of its formula at z = 1.96)
        Check check = Check.finding("s", "w", 10, 100);

        assertEquals(0.0552, check.low(), 5e-5);
        assertEquals(0.1744, check.high(), 5e-5);
    }

    @Test
    void uniformityIsSeenAndItsLackToo() {
        SplittableRandom random = new SplittableRandom(2);
        double[] uniform = random.doubles(500).toArray();
        double[] tooSmall = random.doubles(500).map(u -> u * u).toArray();

        assertTrue(Findings.uniformity(uniform) > 0.01);
        assertTrue(Findings.uniformity(tooSmall) < 1e-6);
    }

    @Test
    void calibrationMakesTwoChecksAndACurve() {
        Findings findings = new Findings(Size.REDUCED, 1);

        findings.calibrated("s", "test", new double[]{0.2, 0.04, 0.6, 0.8});

        assertEquals(2, findings.checks().size());
        assertEquals(0.25, findings.checks().get(1).value());
        assertEquals(0.04, findings.nulls().get(0).x()[0]);
        assertEquals(1, findings.nulls().get(0).y()[3]);
    }

    @Test
    void exactPermutationValuesAreUniformOnceSpreadOverTheirSteps() {
        // Given 0.1, 0.2, … 1, each 200 times
        double[] p = new double[2_000];
        Arrays.setAll(p, i -> (1 + i % 10) / 10.0);
        Findings findings = new Findings(Size.REDUCED, 1);

        findings.calibrated("s", "test", p, 0.1);

        assertTrue(Findings.uniformity(p) < 1e-6);
        assertEquals(Outcome.HOLDS, findings.checks().get(1).outcome());
        assertEquals(0, findings.checks().get(2).value());
    }
}
