package io.plateau.influence.regime;

import java.util.List;

/**
 * The continuous piecewise-linear fit of ln influence on ln rank that BIC prefers.
 *
 * @param segments 1 to 3 pieces in order of rank
 * @param bic BIC of the best fits with 0, 1 and 2 breakpoints; +∞ where there are too few ranks for one
 */
public record SegmentedFit(List<Segment> segments, double[] bic) {

    /**
     * The piece that is read as the power law.
     *
     * <p>
     * Of three it is the middle one: plateau, power law, rapid decay (science page, section 3). Where the
     * middle one is the steepest it is no regime but a cliff, between a head that stands above the law or the
     * law and a floor: then the longer of the outer two, in ln rank. Of two likewise the longer.
     */
    public Segment powerLaw() {
        Segment first = segments.get(0);
        Segment last = segments.get(segments.size() - 1);
        if (segments.size() == 3) {
            Segment middle = segments.get(1);
            boolean cliff = middle.kappa() > first.kappa() && middle.kappa() > last.kappa();
            if (!cliff) {
                return middle;
            }
        }
        return first.extent() > last.extent() ? first : last;
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
