package io.plateau.influence.regime;

/** How many top ranks of one curve meet the two conditions of a plateau, before their bootstrap conditions. */
public final class HeadSizes {
    /** A head that falls at most half as fast as the power law is flat. */
    private static final double FLAT_SHARE_OF_KAPPA = 0.5;

    private HeadSizes() {
    }

    /**
     * The largest k whose mean excess over ranks 1 … k is at least plateauDelta; 0 without one. Ranks beyond
     * the power law are no head and are not looked at.
     */
    public static int excess(CurveFit fit, double plateauDelta) {
        double[] mean = fit.runningExcess(fit.segmented().powerLaw().lastRank());
        int k = mean.length;
        while (k > 0 && mean[k - 1] < plateauDelta) {
            k--;
        }
        return k;
    }

    /**
     * The ranks up to the first breakpoint when BIC prefers one, the power law lies behind it and the first
     * piece falls at most half as fast; 0 otherwise. A transition to the power law that falls at most half as
     * fast belongs to the head: noise rounds the kink at its end.
     */
    public static int flat(SegmentedFit fit) {
        Segment law = fit.powerLaw();
        int head = 0;
        for (Segment piece : fit.segments()) {
            boolean flat = law.kappa() > 0 && piece.kappa() <= FLAT_SHARE_OF_KAPPA * law.kappa();
            if (piece.firstRank() >= law.firstRank() || !flat) {
                break;
            }
            head = piece.lastRank();
        }
        return head;
    }
}
