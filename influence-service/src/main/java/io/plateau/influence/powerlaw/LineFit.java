package io.plateau.influence.powerlaw;

/**
 * Weighted least squares of ln influence on ln rank (Eq. 4): ln influence ≈ beta − kappa · ln rank.
 *
 * @param kappa exponent of the power law, no unit; positive where influence falls with rank
 * @param beta ln influence at rank 1, influence in nats
 * @param rSquared share of the weighted variance of ln influence that the line explains; NaN where all
 *        influences are equal
 * @param residualSquares Σ w (y − fit)²
 * @param totalSquares Σ w (y − mean)²
 */
public record LineFit(double kappa, double beta, double rSquared, double residualSquares, double totalSquares) {

    /** With fewer ranks a line leaves nothing over to judge it by. */
    public static final int MIN_RANKS = 3;
    private static final double TENTH = 0.1;

    /** @param y M: ln influence, in order of rank */
    public static LineFit of(RankAxis axis, double[] y) {
        // From the first value on: where all are equal, the differences are exactly 0 and so are slope and residuals.
        double meanY = 0;
        for (int i = 0; i < y.length; i++) {
            meanY += axis.weight(i) * (y[i] - y[0]);
        }
        meanY /= axis.totalWeight();
        double total = 0;
        double cross = 0;
        for (int i = 0; i < y.length; i++) {
            double centred = y[i] - y[0] - meanY;
            total += axis.weight(i) * centred * centred;
            cross += axis.weight(i) * centred * (axis.x(i) - axis.meanX());
        }
        double slope = cross / axis.squaredX();
        double residual = 0;
        for (int i = 0; i < y.length; i++) {
            double e = y[i] - y[0] - meanY - slope * (axis.x(i) - axis.meanX());
            residual += axis.weight(i) * e * e;
        }
        // A difference, not a sign: a flat line has exponent 0, not −0.
        return new LineFit(0.0 - slope, y[0] + (meanY - slope * axis.meanX()),
                y[0] > y[y.length - 1] ? 1 - residual / total : Double.NaN,
                residual, total);
    }

    /** ln influence of the line at x = ln rank. */
    public double at(double x) {
        return beta - kappa * x;
    }

    /** Share of ranks with |delta| below 0.1, delta being ln influence minus the line. */
    public double shareWithinTenth(RankAxis axis, double[] y) {
        int within = 0;
        for (int i = 0; i < y.length; i++) {
            within += Math.abs(y[i] - at(axis.x(i))) < TENTH ? 1 : 0;
        }
        return (double) within / y.length;
    }
}
