package io.plateau.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Axes that the panels of a figure share.
 *
 * @param minRank left end of the rank axis, a little before rank 1
 * @param minInfluence nats
 * @param maxInfluence nats
 */
record AxisRange(double minRank, double maxRank, double minInfluence, double maxInfluence) {

    /** Room beyond the outermost points, as a factor: a mark on the frame would be cut in half. */
    private static final double MARGIN = 1.4;

    /** Holds every point of every panel and at least one whole decade; the line fit may run out of it. */
    static AxisRange of(List<List<FigurePoint>> panels) {
        List<FigurePoint> points = panels.stream().flatMap(List::stream).filter(p -> p.influence() > 0).toList();
        double ranks = points.stream().mapToDouble(FigurePoint::rank).max().orElse(1);
        double low = influences(points).min().orElse(0.1) / MARGIN;
        double high = influences(points).max().orElse(1) * MARGIN;
        if (high / low < 10) {
            // Narrower than a decade the axis might have no label at all.
            low = Math.pow(10, Math.floor(Math.log10(low)));
            high = Math.max(high, low * 10 * MARGIN);
        }
        return new AxisRange(1 / MARGIN, Math.max(ranks, 10) * MARGIN, low, high);
    }

    /** The influence, moved to the nearer end of the axis where it lies outside. */
    double clamp(double influence) {
        return Math.min(Math.max(influence, minInfluence), maxInfluence);
    }

    private static DoubleStream influences(List<FigurePoint> points) {
        return points.stream().mapToDouble(FigurePoint::influence);
    }
}
