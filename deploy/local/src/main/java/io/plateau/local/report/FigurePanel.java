package io.plateau.local.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of Figure 1: influence against rank on logarithmic axes, the regimes told apart, the line fit. */
final class FigurePanel {

    /** Marks that differ in shape, size and lightness, so that grey prints keep them apart. */
    private enum Regime {
        PLATEAU("plateau", SeriesMarkers.DIAMOND, new Color(0xB2182B)), POWER_LAW("power law", SeriesMarkers.CIRCLE,
                new Color(0x4393C3)), RAPID_DECAY("rapid decay", SeriesMarkers.CROSS, new Color(0x636363)),
        /** Too few ranks to fit anything to. */
        UNKNOWN("no fit", SeriesMarkers.SQUARE, new Color(0x222222));

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

    private FigurePanel() {
    }

    static XYChart of(String title, List<FigurePoint> points, AxisRange range, List<Double> breakpoints, int width,
            int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).title(title).xAxisTitle("rank of the neuron")
                .yAxisTitle("influence on the loss (nats)").build();
        style(chart.getStyler(), range);
        List<FigurePoint> positive = points.stream().filter(point -> point.influence() > 0).toList();
        for (Regime regime : Regime.values()) {
            addRegime(chart, regime, positive.stream().filter(point -> Regime.of(point) == regime).toList());
        }
        addFit(chart, positive);
        breakpoints.forEach(rank -> chart.addAnnotation(new AnnotationLine(rank, true, false)));
        return chart;
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

    private static void addFit(XYChart chart, List<FigurePoint> points) {
        FigurePoint first = points.get(0);
        FigurePoint last = points.get(points.size() - 1);
        if (first.fit() == null || last.fit() == null) {
            return;
        }
        XYSeries fit = chart.addSeries("line fit (Eq. 4)", new double[]{first.rank(), last.rank()},
                new double[]{first.fit(), last.fit()});
        fit.setMarker(SeriesMarkers.NONE);
        fit.setLineColor(Color.BLACK);
        fit.setLineStyle(
                new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[]{9f, 5f}, 0f));
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

    private static void style(XYStyler styler, AxisRange range) {
        styler.setXAxisLogarithmic(true).setYAxisLogarithmic(true).setXAxisMin(range.minRank())
                .setXAxisMax(range.maxRank())
                .setYAxisMin(range.minInfluence()).setYAxisMax(range.maxInfluence());
        // Patterns, not a formatting function: with a function XChart looks for ticks on a linear axis and never ends.
        styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0E0").setLocale(Locale.ROOT);
        styler.setPlotGridLinesColor(new Color(0xDDDDDD)).setAxisTickLabelsFont(font(Font.PLAIN, 16))
                .setAxisTitleFont(font(Font.PLAIN, 17)).setPlotMargin(0).setAxisTicksLineVisible(false);
        styler.setChartTitleFont(font(Font.BOLD, 17)).setChartTitleBoxVisible(false).setChartTitlePadding(12)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE).setPlotBorderVisible(true).setPlotBorderColor(Color.BLACK)
                .setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal)
                .setLegendFont(font(Font.PLAIN, 16)).setLegendBorderColor(Color.WHITE).setLegendPadding(16)
                .setMarkerSize(8)
                .setAnnotationLineColor(new Color(0x888888)).setAnnotationLineStroke(
                        new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[]{2f, 4f},
                                0f));
        // The plot fills its frame exactly, so that both panels keep the range they were given.
        styler.setPlotContentSize(1.0);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
