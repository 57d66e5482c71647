package io.plateau.local.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Axes that the panels of a figure share.
 *
 * @param maxRank right end of the rank axis, a whole decade
 * @param minInfluence nats, a whole decade
 * @param maxInfluence nats, a whole decade
 */
record AxisRange(double maxRank, double minInfluence, double maxInfluence) {

    /** The smallest whole decades that hold every point of every panel; the line fit may run out of them. */
    static AxisRange of(List<List<FigurePoint>> panels) {
        List<FigurePoint> points = panels.stream().flatMap(List::stream).filter(p -> p.influence() > 0).toList();
        double ranks = points.stream().mapToDouble(FigurePoint::rank).max().orElse(10);
        double low = influences(points).min().orElse(0.1);
        double high = influences(points).max().orElse(1);
        double bottom = Math.floor(Math.log10(low));
        // A point on the frame would be cut in half, and an axis needs a decade at least.
        double top = Math.max(Math.ceil(Math.log10(high) + 1e-9), bottom + 1);
        return new AxisRange(Math.pow(10, Math.max(1, Math.ceil(Math.log10(ranks)))), Math.pow(10, bottom),
                Math.pow(10, top));
    }

    private static DoubleStream influences(List<FigurePoint> points) {
        return points.stream().mapToDouble(FigurePoint::influence);
    }
}
