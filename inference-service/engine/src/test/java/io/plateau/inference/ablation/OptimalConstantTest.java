package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

class OptimalConstantTest {
    private static final double MEAN = 0.7;
    private static final double DEVIATION = 0.4;

    private static OptimalConstant of(DoubleUnaryOperator loss) {
        double[][] nodes = OptimalConstant.nodes(new double[]{MEAN}, new double[]{DEVIATION});
        double[] changes = new double[nodes.length];
        for (int j = 0; j < changes.length; j++) {
            changes[j] = loss.applyAsDouble(nodes[j][0]);
        }
        return OptimalConstant.of(MEAN, DEVIATION, changes);
    }

    @Test
    void theLeastOfAPolynomialIsExact() {
        OptimalConstant found = of(k -> 2 * Math.pow(k - 0.31, 2) + Math.pow(k - 0.31, 4) - 0.25);
        assertEquals(0.31, found.value(), 1e-12);
        assertEquals(-0.25, found.change(), 1e-12);
        assertFalse(found.atBound());
    }

    /** ln cosh is a loss's own kind of curve: straight far from its least value. */
    @Test
    void theLeastOfALossIsFoundToAHundredthOfADeviation() {
        OptimalConstant found = of(k -> Math.log(Math.cosh(k - 1.1)));
        assertEquals(1.1, found.value(), 1e-2 * DEVIATION);
        assertEquals(0, found.change(), 1e-3);
    }

    @Test
    void ofTwoValleysTheDeeperOne() {
        // k⁴ − 2 k² about the mean, tilted: valleys near ±1 deviation.
        OptimalConstant found = of(k -> {
            double x = (k - MEAN) / DEVIATION;
            return Math.pow(x, 4) - 2 * x * x + 0.1 * x;
        });
        assertEquals(-1.01227, (found.value() - MEAN) / DEVIATION, 1e-5);
    }

    @Test
    void whereTheLossFallsToTheEndOfTheIntervalThatIsSaid() {
        OptimalConstant found = of(k -> -k);
        assertEquals(MEAN + OptimalConstant.REACH * DEVIATION, found.value(), 1e-12);
        assertTrue(found.atBound());
    }

    @Test
    void aNeuronWithoutEffectOrSpreadKeepsItsMean() {
        assertEquals(new OptimalConstant(MEAN, 0, false), of(k -> 0));
        assertEquals(MEAN, OptimalConstant.of(MEAN, 0, new double[]{1, 1, 1, 1, 1, 1, 1}).value());
    }
}
