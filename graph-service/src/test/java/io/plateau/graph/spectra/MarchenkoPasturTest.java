package io.plateau.graph.spectra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarchenkoPasturTest {
    /** SciPy 1.17: the root (brentq) of the integral (quad) of the density less a half. */
    private static final double MEDIAN_OF_A_HALF = 0.830465882;
    private static final int STEPS = 200_000;
    /** Of the midpoint rule with so many steps, on integrands whose roots at the edges are substituted away. */
    private static final double TOLERANCE = 1e-8;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.25, 0.5, 0.9, 1, 2, 10})
    void itsMomentsAreThoseOfTheLaw(double ratio) {
        // Marčenko and Pastur: the moments are 1, 1 + γ and 1 + 3γ + γ² (Narayana numbers)
        assertEquals(1, integral(ratio, x -> x), TOLERANCE);
        assertEquals(1 + ratio, integral(ratio, x -> x * x), TOLERANCE * 100);
        assertEquals(1 + 3 * ratio + ratio * ratio, integral(ratio, x -> x * x * x), TOLERANCE * 10_000);
        // and what is not at 0 has this mass; at γ = 1 the density has a pole there, which costs the rule digits
        assertEquals(Math.min(1, 1 / ratio), integral(ratio, x -> 1), ratio == 1 ? 1e-5 : TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.25, 0.9, 2, 10})
    void theClosedFormIsTheIntegralOfTheDensity(double ratio) {
        MarchenkoPastur law = new MarchenkoPastur(ratio);
        double atZero = Math.max(0, 1 - 1 / ratio);
        for (double share : new double[]{0.01, 0.2, 0.5, 0.77, 0.99}) {
            double x = law.lowerEdge() + share * (law.upperEdge() - law.lowerEdge());
            // The integrand jumps at x: one step of the rule at most.
            assertEquals(atZero + integral(ratio, y -> y <= x ? 1 : 0), law.cumulative(x), 1e-4);
        }
        assertEquals(atZero, law.cumulative(law.lowerEdge()), TOLERANCE);
        assertEquals(1, law.cumulative(law.upperEdge()), TOLERANCE);
        assertEquals(0, law.cumulative(-1e-9));
        assertEquals(1, law.cumulative(1e9));
    }

    @Test
    void theMedianIsThatOfAnotherProgram() {
        assertEquals(0.5, new MarchenkoPastur(0.5).cumulative(MEDIAN_OF_A_HALF), 1e-6);
    }

    @Test
    void theDistanceIsThatOfKolmogorovAndSmirnov() {
        MarchenkoPastur law = new MarchenkoPastur(0.5);
        // One value at the median leaves a half on each side
        assertEquals(0.5, law.distance(new double[]{MEDIAN_OF_A_HALF}), 1e-6);
        // and everything beyond the edge is as far as can be
        assertEquals(1, law.distance(new double[]{5, 6, 7}));
        // Eigenvalues of 0 are met by the mass there: with γ = 2 that is a half
        assertEquals(0.5, new MarchenkoPastur(2).distance(new double[]{0, 0}), 1e-12);
    }

    @Test
    void aRatioThatIsNoneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MarchenkoPastur(0));
        assertThrows(IllegalArgumentException.class, () -> new MarchenkoPastur(Double.NaN));
        assertTrue(new MarchenkoPastur(1).lowerEdge() == 0);
    }

    /** ∫ f · density by the midpoint rule in the angle θ, x = centre − half-width · cos θ: no roots at the edges. */
    private static double integral(double ratio, DoubleUnaryOperator f) {
        MarchenkoPastur law = new MarchenkoPastur(ratio);
        double centre = (law.lowerEdge() + law.upperEdge()) / 2;
        double half = (law.upperEdge() - law.lowerEdge()) / 2;
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double angle = Math.PI * (i + 0.5) / STEPS;
            double x = centre - half * Math.cos(angle);
            sum += f.applyAsDouble(x) * law.density(x) * half * Math.sin(angle);
        }
        return sum * Math.PI / STEPS;
    }
}
