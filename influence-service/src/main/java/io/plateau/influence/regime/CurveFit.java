package io.plateau.influence.regime;

import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;

/**
 * Everything fitted to one ranked curve.
 *
 * @param axis ln rank and weights of the M ranks
 * @param y M: ln influence, in order of rank
 * @param line the straight line (Eq. 4)
 * @param segmented the piecewise-linear fit
 */
public record CurveFit(RankAxis axis, double[] y, LineFit line, SegmentedFit segmented) {

    /** Mean excess of ranks 1 … k over the power-law piece extrapolated, ln influence, for k = 1 … upTo. */
    public double[] runningExcess(int upTo) {
        Segment law = segmented.powerLaw();
        double[] mean = new double[Math.min(upTo, y.length)];
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += y[i] - law.at(axis.x(i));
            mean[i] = sum / (i + 1);
        }
        return mean;
    }

    /** Mean excess of the top ranks over the power law: 1 … topRanks, or all where there are fewer. */
    public double headExcess(int topRanks) {
        double[] running = runningExcess(topRanks);
        return running[running.length - 1];
    }
}
