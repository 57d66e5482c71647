package io.plateau.influence.powerlaw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineFitTest {
    /** Two least-squares solvers in double on values of order 10. */
    private static final double ROUNDING = 1e-10;

    @ParameterizedTest
    @EnumSource(Weighting.class)
    void agreesWithALeastSquaresSolver(Weighting weighting) {
        // Given a noisy curve of 50 ranks
        Random random = new Random(3);
        int ranks = 50;
        double[] y = new double[ranks];
        double[] scaled = new double[ranks];
        double[][] design = new double[ranks][];
        for (int i = 0; i < ranks; i++) {
            y[i] = -4 - 1.3 * Math.log(i + 1.0) + 0.4 * random.nextGaussian();
            double root = Math.sqrt(weighting == Weighting.INVERSE_RANK ? 1.0 / (i + 1) : 1);
            scaled[i] = root * y[i];
            design[i] = new double[]{root, root * Math.log(i + 1.0)};
        }
        OLSMultipleLinearRegression solver = new OLSMultipleLinearRegression();
        solver.setNoIntercept(true);
        solver.newSampleData(scaled, design);

        // When the line is fitted
        LineFit fit = LineFit.of(new RankAxis(ranks, weighting), y);

        // Then both solvers agree
        double[] expected = solver.estimateRegressionParameters();
        assertEquals(expected[0], fit.beta(), ROUNDING);
        assertEquals(-expected[1], fit.kappa(), ROUNDING);
        assertEquals(solver.calculateResidualSumOfSquares(), fit.residualSquares(), ROUNDING);
    }

    @Test
    void aPerfectPowerLawIsRecovered() {
        double[] y = new double[200];
        for (int i = 0; i < y.length; i++) {
            y[i] = 2 - 1.84 * Math.log(i + 1.0);
        }
        RankAxis axis = new RankAxis(y.length, Weighting.INVERSE_RANK);

        LineFit fit = LineFit.of(axis, y);

        assertEquals(1.84, fit.kappa(), ROUNDING);
        assertEquals(2, fit.beta(), ROUNDING);
        assertEquals(1, fit.rSquared(), ROUNDING);
        assertEquals(1, fit.shareWithinTenth(axis, y));
    }

    @Test
    void countsTheRanksWithinATenth() {
        // Given a flat line with one rank off it: unweighted, mean 0.2 · 1/4 above the rest
        RankAxis axis = new RankAxis(4, Weighting.UNWEIGHTED);
        LineFit flat = new LineFit(0, 0, 1, 0, 0);

        assertEquals(0.5, flat.shareWithinTenth(axis, new double[]{0.2, 0.09, -0.09, -0.1}));
    }

    @Test
    void equalInfluencesHaveNoExponentAndNoRSquared() {
        LineFit fit = LineFit.of(new RankAxis(10, Weighting.INVERSE_RANK), new double[]{3, 3, 3, 3, 3, 3, 3, 3, 3, 3});

        assertEquals(0, fit.kappa(), ROUNDING);
        assertTrue(Double.isNaN(fit.rSquared()));
    }

    @Test
    void effectiveSizeIsKishs() {
        // Σw = 1 + 1/2 + 1/3 = 11/6, Σw² = 1 + 1/4 + 1/9 = 49/36: 121/49
        assertEquals(121.0 / 49, new RankAxis(3, Weighting.INVERSE_RANK).effectiveSize(), 1e-14);
        assertEquals(3, new RankAxis(3, Weighting.UNWEIGHTED).effectiveSize(), 1e-14);
    }
}
