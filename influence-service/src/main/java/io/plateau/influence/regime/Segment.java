package io.plateau.influence.regime;

/**
 * One piece of a piecewise-linear fit: ln influence = intercept − kappa · ln rank.
 *
 * @param firstRank first rank of the piece
 * @param lastRank last rank of the piece; the breakpoint lies on it and on the next piece
 * @param kappa exponent, no unit
 * @param intercept ln influence extrapolated to rank 1, influence in nats
 */
public record Segment(int firstRank, int lastRank, double kappa, double intercept) {

    /** ln influence of the piece, extrapolated where x = ln rank lies outside it. */
    public double at(double x) {
        return intercept - kappa * x;
    }

    /** Extent in ln rank, from the breakpoint before to the breakpoint after. */
    double extent() {
        return Math.log(lastRank) - Math.log(Math.max(1, firstRank - 1));
    }
}
