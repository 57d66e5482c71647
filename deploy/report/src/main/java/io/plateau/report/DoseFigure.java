package io.plateau.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss changes with growing numbers of top ranks ablated at once, beside matched sets. */
final class DoseFigure {
    private static final Color CONTROLS = new Color(0xD0D0D0);
    private static final double ROOM = 0.08;

    private DoseFigure() {
    }

    static Figure of(Experiment experiment, Results results) {
        String name = "figure-doses-" + experiment.label();
        String title = Text.abbreviate(experiment.label(), 50)
                + ": top ranks ablated at once, beside sets matched in mean |activation|";
        List<Row> rows = results.view(Table.DOSE_RESPONSE).of(experiment);
        if (rows.isEmpty()) {
            return Figure.missing(name, title,
                    experiment.isCompleted() ? "no sets of neurons were ablated" : experiment.condition());
        }
        String studied = SubstituteNote.of(experiment, results).isPresent() ? "substitutes" : "plateau";
        List<Row> rare = rows.stream().filter(row -> "rare".equals(row.text("token_group"))).toList();
        List<Row> common = rows.stream().filter(row -> "common".equals(row.text("token_group"))).toList();
        return Figure.of(name, title, List.of(
                panel("(a) Rare tokens", "loss change (nats)", rare, "change", "low", "high", "controls",
                        SeriesMarkers.DIAMOND, ChartStyle.RARE, studied),
                panel("(b) Common tokens", "loss change (nats)", common, "change", "low", "high", "controls",
                        SeriesMarkers.CIRCLE, ChartStyle.COMMON, studied),
                panel("(c) Rare less common", "difference (nats)", rare, "selectivity", null, null, "selectivity",
                        SeriesMarkers.SQUARE, ChartStyle.GREY, studied)));
    }

    private static Panel panel(String title, String axis, List<Row> rows, String value, String low, String high,
            String controls, Marker marker, Color color,
            String studied) {
        List<Row> known = rows.stream().filter(row -> row.number(value) != null).toList();
        if (known.isEmpty()) {
            return Panel.sentence(title + ": the contexts hold no such target.");
        }
        return (graphics, width, height) -> {
            XYChart chart = new XYChartBuilder().width(width).height(height).title(title)
                    .xAxisTitle("neurons ablated at once").yAxisTitle(axis).build();
            ChartStyle.apply(chart.getStyler());
            scale(chart, known, Stream.of(value, low, high, controls + "_low", controls + "_high")
                    .filter(Objects::nonNull).toList());
            // Below, in a column: inside it would hide a band or a line.
            chart.getStyler().setLegendLayout(LegendLayout.Vertical);
            List<Row> matched = known.stream().filter(row -> row.number(controls + "_low") != null).toList();
            if (matched.size() > 1) {
                ChartStyle.band(chart, "matched sets, 95 %", sizes(matched), column(matched, controls + "_low"),
                        column(matched, controls + "_high"), CONTROLS);
            }
            for (Row row : known) {
                if (low != null && row.number(low) != null) {
                    double size = row.number("size");
                    ChartStyle.line(chart, "interval of " + size, new double[]{size, size},
                            new double[]{row.number(low), row.number(high)}, color, ChartStyle.solid(2f))
                            .setShowInLegend(false);
                }
            }
            XYSeries line = ChartStyle.line(chart, "top ranks", sizes(known), column(known, value), color,
                    ChartStyle.solid(2f));
            line.setMarker(marker);
            line.setMarkerColor(color);
            known.stream().filter(row -> "t".equals(row.text("is_studied"))).findFirst().ifPresent(row -> {
                XYSeries plateau = ChartStyle.line(chart, studied, new double[]{row.number("size")},
                        new double[]{row.number(value)}, Color.BLACK, ChartStyle.solid(1f));
                plateau.setMarker(SeriesMarkers.CROSS);
                plateau.setMarkerColor(Color.BLACK);
            });
            chart.getStyler().setMarkerSize(10);
            chart.paint(graphics, width, height);
        };
    }

    /** A logarithmic axis of sizes with at least a decade; losses with room above and below. */
    private static void scale(XYChart chart, List<Row> rows, List<String> columns) {
        double[] values = rows.stream().flatMap(row -> columns.stream().map(row::number)).filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue).toArray();
        double least = Math.min(0, Arrays.stream(values).min().orElse(0));
        double most = Math.max(0, Arrays.stream(values).max().orElse(0));
        double room = most > least ? ROOM * (most - least) : 1e-3;
        double largest = rows.stream().mapToDouble(row -> row.number("size")).max().orElse(1);
        chart.getStyler().setXAxisLogarithmic(true).setXAxisMin(0.8).setXAxisMax(Math.max(12, largest * 1.25))
                .setXAxisDecimalPattern("0").setYAxisMin(least - room).setYAxisMax(most + room)
                .setYAxisDecimalPattern(most - least < 0.02 ? "0.0000" : most - least < 0.2 ? "0.000" : "0.00");
    }

    private static double[] sizes(List<Row> rows) {
        return column(rows, "size");
    }

    private static double[] column(List<Row> rows, String column) {
        return rows.stream().mapToDouble(row -> row.number(column)).toArray();
    }
}
