package io.plateau.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Where attention goes from rare and from common targets: weight by relative offset, mean and spread over heads. */
final class ProfilesFigure {

    private ProfilesFigure() {
    }

    static Figure of(Experiment experiment, Results results) {
        String name = "figure-profiles-" + experiment.label();
        String title = Text.abbreviate(experiment.label(), 60) + ": attention by relative offset, all heads";
        List<Row> rows = results.view(Table.ATTENTION_PROFILES).of(experiment);
        if (rows.isEmpty()) {
            return Figure.missing(name, title,
                    experiment.isCompleted() ? "no attention profile was stored" : experiment.condition());
        }
        return Figure.of(name, title, List.of((graphics, width, height) -> chart(rows, width, height).paint(graphics,
                width, height)));
    }

    private static XYChart chart(List<Row> rows, int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height)
                .xAxisTitle("relative offset (tokens back from the predicting position)")
                .yAxisTitle("attention weight (share of one)").build();
        XYStyler styler = chart.getStyler();
        ChartStyle.apply(styler);
        double last = rows.stream().mapToDouble(row -> row.number("relative_offset")).max().orElse(1);
        double top = rows.stream().mapToDouble(row -> Math.max(row.number("upper_quartile"), row.number("weight")))
                .max().orElse(1);
        styler.setXAxisMin(-0.5).setXAxisMax(last + 0.5).setYAxisMin(0.0).setYAxisMax(1.08 * top)
                .setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.00");
        // Attention falls with the distance.
        ChartStyle.legendInside(styler, LegendPosition.InsideNE);
        styler.setMarkerSize(10).setChartTitleVisible(false);
        List<Row> rare = of(rows, "rare");
        List<Row> common = of(rows, "common");
        band(chart, "rare: quartiles of the heads", rare, ChartStyle.RARE_BAND);
        outline(chart, common);
        mean(chart, "rare: mean", rare, ChartStyle.RARE, SeriesMarkers.DIAMOND, ChartStyle.solid(2.5f));
        mean(chart, "common: mean", common, ChartStyle.COMMON, SeriesMarkers.CIRCLE, ChartStyle.dashed(2.5f, 9f, 5f));
        return chart;
    }

    private static void band(XYChart chart, String name, List<Row> rows, Color color) {
        if (rows.size() > 1) {
            ChartStyle.band(chart, name, column(rows, "relative_offset"), column(rows, "lower_quartile"),
                    column(rows, "upper_quartile"), color);
        }
    }

    /** The quartiles of the common targets as lines: a second area would hide the first. */
    private static void outline(XYChart chart, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        for (String quartile : List.of("upper_quartile", "lower_quartile")) {
            XYSeries line = ChartStyle.line(chart,
                    quartile.startsWith("upper") ? "common: quartiles of the heads" : quartile,
                    column(rows, "relative_offset"), column(rows, quartile), ChartStyle.COMMON,
                    ChartStyle.dashed(1.5f, 2f, 4f));
            line.setShowInLegend(quartile.startsWith("upper"));
        }
    }

    private static void mean(XYChart chart, String name, List<Row> rows, Color color, Marker marker,
            BasicStroke stroke) {
        if (!rows.isEmpty()) {
            XYSeries line = ChartStyle.line(chart, name, column(rows, "relative_offset"), column(rows, "weight"), color,
                    stroke);
            line.setMarker(marker);
            line.setMarkerColor(color);
        }
    }

    private static List<Row> of(List<Row> rows, String group) {
        return rows.stream().filter(row -> group.equals(row.text("token_group"))).toList();
    }

    private static double[] column(List<Row> rows, String column) {
        return rows.stream().mapToDouble(row -> row.number(column)).toArray();
    }
}
