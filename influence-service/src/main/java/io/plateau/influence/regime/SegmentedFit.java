package io.plateau.influence.regime;

import java.util.List;

/**
 * The continuous piecewise-linear fit of ln influence on ln rank that BIC prefers.
 *
 * @param segments 1 to 3 pieces in order of rank
 * @param bic BIC of the best fits with 0, 1 and 2 breakpoints; +∞ where there are too few ranks for one
 * @param ranked M: how many neurons are ranked, those beyond the fitted ranks included
 */
public record SegmentedFit(List<Segment> segments, double[] bic, int ranked) {
    /** A head is few neurons; the paper's plateaus are 15–20 of thousands. */
    private static final double HEAD_SHARE_OF_RANKS = 0.1;
    /** Where noise ends the fit early, a head leaves at least half of the fitted ranks to the law. */
    private static final double HEAD_SHARE_OF_FITTED = 0.5;

    /** A fit of all ranks. */
    public SegmentedFit(List<Segment> segments, double[] bic) {
        this(segments, bic, segments.get(segments.size() - 1).lastRank());
    }

    /** The same fit of the first of so many ranks. */
    SegmentedFit among(int ranked) {
        return new SegmentedFit(segments, bic, ranked);
    }

    /**
     * The piece that is read as the power law.
     *
     * <p>
     * A first piece is a head when it lies within the first tenth of all ranks, fitted or not; one that holds more of the
     * neurons is the power law itself, and what follows decays. Behind a head, of three pieces the middle one
     * is the power law: plateau, power law, rapid decay (deploy/science, Regimes). Where the middle one is
     * the steepest (a cliff: a head that stands above the law cannot be continuous with it without one) or
     * the shortest in ln rank (a rounded kink), it is no regime but a transition to the last.
     */
    public Segment powerLaw() {
        Segment first = segments.get(0);
        Segment last = segments.get(segments.size() - 1);
        if (first.lastRank() > Math.min(HEAD_SHARE_OF_RANKS * ranked, HEAD_SHARE_OF_FITTED * last.lastRank())) {
            return first;
        }
        if (segments.size() == 3) {
            Segment middle = segments.get(1);
            boolean cliff = middle.kappa() > first.kappa() && middle.kappa() > last.kappa();
            boolean shortest = middle.extent() < first.extent() && middle.extent() < last.extent();
            if (!cliff && !shortest) {
                return middle;
            }
        }
        return last;
    }

    /** Number of breakpoints, 0 … 2. */
    public int breakpoints() {
        return segments.size() - 1;
    }

    /** Rank of a breakpoint, counted from 0; the last rank of the piece before it. */
    public int breakpoint(int which) {
        return segments.get(which).lastRank();
    }
}
