package io.plateau.influence.regime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.RankAxis;
import io.plateau.influence.powerlaw.Weighting;

class HeadSizesTest {
    private static final double[] BIC = {0, 0, 0};

    @Test
    void excessIsTheLargestHeadWhoseMeanStaysAbove() {
        // Given a law of ln influence 0 everywhere and excesses 2, 0, 1, −2, 0, …: means 2, 1, 1, 0.25, 0.2
        double[] y = {2, 0, 1, -2, 0, 0};
        CurveFit fit = new CurveFit(new RankAxis(6, Weighting.INVERSE_RANK), y, new LineFit(0, 0, 1, 0, 0),
                new SegmentedFit(List.of(new Segment(1, 6, 0, 0)), BIC));

        assertEquals(3, HeadSizes.excess(fit, 0.5));
        assertEquals(4, HeadSizes.excess(fit, 0.25));
        assertEquals(1, HeadSizes.excess(fit, 1.5));
        assertEquals(0, HeadSizes.excess(fit, 2.5));
        assertEquals(1.0, fit.headExcess(3), 1e-15);
        // All six are averaged where more top ranks are requested than there are.
        assertEquals(1.0 / 6, fit.headExcess(20), 1e-15);
    }

    @Test
    void ranksBeyondThePowerLawAreNoHead() {
        // Given a tail that lies far above the law
        double[] y = {0, 0, 0, 0, 90, 90};
        CurveFit fit = new CurveFit(new RankAxis(6, Weighting.INVERSE_RANK), y, new LineFit(0, 0, 1, 0, 0),
                new SegmentedFit(List.of(new Segment(1, 4, 0, 0), new Segment(5, 6, -1, 0)), BIC));

        assertEquals(0, HeadSizes.excess(fit, 0.5));
    }

    @Test
    void flatIsAFirstPieceThatFallsAtMostHalfAsFast() {
        assertEquals(20, HeadSizes.flat(pieces(0.5, 1.0, 3.0)));
        assertEquals(0, HeadSizes.flat(pieces(0.51, 1.0, 3.0)));
        // A cliff behind a short head: the law is the last piece and the head is flat against it.
        assertEquals(20, HeadSizes.flat(new SegmentedFit(List.of(new Segment(1, 20, 0.1, 0), new Segment(21, 40, 5, 0),
                new Segment(41, 768, 1, 0)), BIC)));
        assertEquals(0, HeadSizes.flat(new SegmentedFit(List.of(new Segment(1, 768, 1, 0)), BIC)));
        // A rounded kink: the short middle piece is a transition, and flat as well.
        assertEquals(23, HeadSizes.flat(new SegmentedFit(List.of(new Segment(1, 11, 0, 0), new Segment(12, 23, 0.4, 0),
                new Segment(24, 300, 1.5, 0)), BIC)));
        // The first of two pieces is too long for a head: it is the law itself.
        assertEquals(0, HeadSizes.flat(
                new SegmentedFit(List.of(new Segment(1, 300, 1, 0), new Segment(301, 768, 4, 0)), BIC)));
        // So is the first of three that holds 343 of 768 neurons: what follows is decay, not the power law.
        assertEquals(0, HeadSizes.flat(new SegmentedFit(List.of(new Segment(1, 343, 0.6, 0),
                new Segment(344, 699, 2.4, 0), new Segment(700, 768, 9, 0)), BIC)));
    }

    private static SegmentedFit pieces(double first, double second, double third) {
        return new SegmentedFit(List.of(new Segment(1, 20, first, 0), new Segment(21, 300, second, 0),
                new Segment(301, 768, third, 0)), BIC);
    }
}
