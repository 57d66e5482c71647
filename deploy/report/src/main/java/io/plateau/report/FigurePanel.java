package io.plateau.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One panel of Figure 1: influence against rank on logarithmic axes, the regimes distinguished, the line fit, the cross-fitted
 * curve, the noise floor and the interval of each rank.
 */
final class FigurePanel {

    /** Marks that differ in shape, size and lightness, so that grey prints keep them apart. */
    private enum Regime {
        PLATEAU("plateau", SeriesMarkers.DIAMOND, new Color(0xB2182B)), POWER_LAW("power law", SeriesMarkers.CIRCLE,
                new Color(0x4393C3)), RAPID_DECAY("rapid decay", SeriesMarkers.CROSS, new Color(0x636363)),
        /** Too few ranks to fit anything to. */
        BELOW_NOISE("below noise", SeriesMarkers.TRIANGLE_DOWN, new Color(0xA6A6A6)), UNKNOWN("no fit",
                SeriesMarkers.SQUARE, new Color(0x222222));

        private final String name;
        private final Marker marker;
        private final Color color;

        Regime(String name, Marker marker, Color color) {
            this.name = name;
            this.marker = marker;
            this.color = color;
        }

        private static Regime of(FigurePoint point) {
            return Stream.of(values()).filter(regime -> regime.name.equals(point.regime())).findFirst().orElse(UNKNOWN);
        }
    }

    /**
     * Points nearer than this to the one before, in decades, are not drawn: about half a mark, so that a mark's shape can
     * still be seen where the ranks are dense.
     */
    private static final double CROWDED = 0.025;

    /** Width of a bin of ranks in decades: half a step that is visible. */
    private static final double NEIGHBOURS = 0.08;

    static final Color FLOOR = new Color(0x8C510A);
    static final Color CROSS_FITTED = new Color(0x1B7837);
    private static final Color BAND = new Color(0xC4C4C4);
    private static final Color SHADE = new Color(0xEFEFEF);

    private FigurePanel() {
    }

    static XYChart of(String title, List<FigurePoint> points, AxisRange range, List<Double> breakpoints,
            Optional<Double> noiseFloor, int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).title(title).xAxisTitle("rank of the neuron")
                .yAxisTitle("influence on the loss (nats)").build();
        style(chart.getStyler(), range);
        shade(chart, points, range);
        breakpoints.forEach(rank -> ChartStyle.line(chart, "breakpoint at rank " + rank, new double[]{rank, rank},
                new double[]{range.minInfluence(), range.maxInfluence()}, new Color(0x888888),
                ChartStyle.dashed(1.5f, 2f, 4f)).setShowInLegend(false));
        noiseFloor.ifPresent(rank -> addFloor(chart, rank, range));
        addBand(chart, points, range);
        List<FigurePoint> positive = points.stream().filter(point -> point.influence() > 0).toList();
        for (Regime regime : Regime.values()) {
            addRegime(chart, regime, positive.stream().filter(point -> Regime.of(point) == regime).toList());
        }
        addFit(chart, positive.stream().filter(point -> Regime.of(point) != Regime.BELOW_NOISE).toList());
        addCrossFitted(chart, points, range);
        return chart;
    }

    /** The ranks of the plateau and of the rapid decay, darker than those of the power law between them. */
    private static void shade(XYChart chart, List<FigurePoint> points, AxisRange range) {
        for (Regime regime : List.of(Regime.PLATEAU, Regime.RAPID_DECAY)) {
            IntSummaryStatistics ranks = points.stream().filter(point -> Regime.of(point) == regime)
                    .mapToInt(FigurePoint::rank).summaryStatistics();
            if (ranks.getCount() > 0) {
                // Half a rank to either side: regimes meet between two neurons.
                double left = ranks.getMin() == 1 ? range.minRank() : ranks.getMin() - 0.5;
                double right = Math.min(ranks.getMax() + 0.5, range.maxRank());
                ChartStyle.band(chart, "ranks: " + regime.name, new double[]{left, right},
                        new double[]{range.minInfluence(), range.minInfluence()},
                        new double[]{range.maxInfluence(), range.maxInfluence()}, SHADE).setShowInLegend(false);
            }
        }
    }

    private static void addRegime(XYChart chart, Regime regime, List<FigurePoint> points) {
        List<FigurePoint> visible = visible(points);
        if (visible.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(regime.name, visible.stream().mapToDouble(FigurePoint::rank).toArray(),
                visible.stream().mapToDouble(FigurePoint::influence).toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(regime.marker);
        series.setMarkerColor(regime.color);
    }

    /** Between two ranks; where no neuron differs from noise, before the first. */
    private static void addFloor(XYChart chart, double rank, AxisRange range) {
        double at = Math.max(range.minRank(), rank + 0.5);
        ChartStyle.line(chart, "noise floor", new double[]{at, at},
                new double[]{range.minInfluence(), range.maxInfluence()}, FLOOR,
                ChartStyle.dashed(2f, 12f, 3f, 3f, 3f));
    }

    /** Means of neighbouring ranks, for single ones scatter; where a mean is not positive the axis has no place for it. */
    private static void addCrossFitted(XYChart chart, List<FigurePoint> points, AxisRange range) {
        Map<Long, List<FigurePoint>> bins = points.stream().filter(point -> point.crossFitted() != null)
                .collect(Collectors.groupingBy(point -> Math.round(Math.log10(point.rank()) / NEIGHBOURS), TreeMap::new,
                        Collectors.toList()));
        List<double[]> line = new ArrayList<>();
        for (List<FigurePoint> bin : bins.values()) {
            double influence = bin.stream().mapToDouble(FigurePoint::crossFitted).average().orElseThrow();
            if (influence > 0) {
                double lnRank = bin.stream().mapToDouble(point -> Math.log(point.rank())).average().orElseThrow();
                line.add(new double[]{Math.exp(lnRank), range.clamp(influence)});
            }
        }
        if (line.size() >= 2) {
            ChartStyle.line(chart, "cross-fitted", line.stream().mapToDouble(p -> p[0]).toArray(),
                    line.stream().mapToDouble(p -> p[1]).toArray(), CROSS_FITTED, ChartStyle.solid(2.5f));
        }
    }

    private static void addFit(XYChart chart, List<FigurePoint> points) {
        if (points.isEmpty()) {
            return;
        }
        FigurePoint first = points.get(0);
        FigurePoint last = points.get(points.size() - 1);
        if (first.fit() == null || last.fit() == null) {
            return;
        }
        ChartStyle.line(chart, "line fit (Eq. 4)", new double[]{first.rank(), last.rank()},
                new double[]{first.fit(), last.fit()}, Color.BLACK, ChartStyle.dashed(2f, 9f, 5f));
    }

    /** Without the points that would lie on the one before, thousands at the end of the ranking; the last one stays. */
    private static List<FigurePoint> visible(List<FigurePoint> points) {
        List<FigurePoint> visible = new ArrayList<>();
        double x = Double.NaN;
        double y = Double.NaN;
        for (FigurePoint point : points) {
            boolean last = point == points.get(points.size() - 1);
            double nextX = Math.log10(point.rank());
            double nextY = Math.log10(point.influence());
            if (visible.isEmpty() || last || Math.hypot(nextX - x, nextY - y) >= CROWDED) {
                visible.add(point);
                x = nextX;
                y = nextY;
            }
        }
        return visible;
    }

    /** Of the influence at a rank, whichever neuron holds it. A band that reaches zero ends at the frame. */
    private static void addBand(XYChart chart, List<FigurePoint> points, AxisRange range) {
        List<FigurePoint> band = visible(points.stream().filter(FigurePoint::hasBand).toList());
        if (band.size() < 2) {
            return;
        }
        ChartStyle.band(chart, "95 % interval", band.stream().mapToDouble(FigurePoint::rank).toArray(),
                band.stream().mapToDouble(point -> range.clamp(point.low())).toArray(),
                band.stream().mapToDouble(point -> range.clamp(point.high())).toArray(), BAND);
    }

    private static void style(XYStyler styler, AxisRange range) {
        ChartStyle.apply(styler);
        styler.setXAxisLogarithmic(true).setYAxisLogarithmic(true).setXAxisMin(range.minRank())
                .setXAxisMax(range.maxRank())
                .setYAxisMin(range.minInfluence()).setYAxisMax(range.maxInfluence());
        // Patterns, not a formatting function: with a function XChart looks for ticks on a linear axis and never ends.
        styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0E0");
        // A ranking falls to the right.
        ChartStyle.legendInside(styler, LegendPosition.InsideSW);
        styler.setMarkerSize(8);
    }
}
