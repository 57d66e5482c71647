package io.plateau.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What the neurons' effects are made of: direct against mediated by the final norm, and the shares of the roles. */
final class EffectsFigure {
    private static final List<String> ROLES = List.of("confidence", "frequency", "prediction", "suppression", "mixed");
    private static final List<String> PLATEAU = List.of("plateau", "substitute");
    private static final double MARGIN = 1.6;
    /** Decades that are drawn below the largest effect: what is smaller lies on the frame. */
    private static final double DECADES = 1e-5;

    private EffectsFigure() {
    }

    static Figure of(Experiment experiment, Results results) {
        String name = "figure-effects-" + experiment.label();
        String title = Text.abbreviate(experiment.label(), 50) + ": what the neurons' effects are made of";
        List<Row> rows = results.view(Table.NEURON_EFFECTS).of(experiment);
        if (rows.isEmpty()) {
            return Figure.missing(name, title, experiment.isCompleted()
                    ? "the model's final MLP has no closed form, no effects were requested, or"
                            + " another layer's neurons were ablated"
                    : experiment.condition());
        }
        return Figure.of(name, title, List.of(scatter(of(rows, "rare"), SubstituteNote.studied(experiment, results)),
                shares(rows, SubstituteNote.studied(experiment, results))));
    }

    private static List<Row> of(List<Row> rows, String group) {
        return rows.stream().filter(row -> group.equals(row.text("token_group"))).toList();
    }

    private static boolean isStudied(Row row) {
        return row.text("studied_as") != null && PLATEAU.contains(row.text("studied_as"));
    }

    private static Panel scatter(List<Row> rows, String studied) {
        double most = rows.stream().flatMapToDouble(row -> DoubleStream.of(Math.abs(row.number("direct")),
                Math.abs(row.number("norm_mediated")))).max().orElse(0);
        if (!(most > 0)) {
            return Panel.sentence("No neuron has an effect on rare tokens.");
        }
        double high = most * MARGIN;
        double low = most * DECADES;
        return (graphics, width, height) -> {
            XYChart chart = new XYChartBuilder().width(width).height(height)
                    .title("(a) Rare tokens, one mark per neuron")
                    .xAxisTitle("|direct effect| (nats)").yAxisTitle("|norm-mediated effect| (nats)").build();
            ChartStyle.apply(chart.getStyler());
            chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setXAxisMin(low).setXAxisMax(high)
                    .setYAxisMin(low).setYAxisMax(high).setXAxisDecimalPattern("0E0").setYAxisDecimalPattern("0E0");
            chart.getStyler().setMarkerSize(8);
            ChartStyle.legendInside(chart.getStyler(), LegendPosition.InsideNW);
            ChartStyle.line(chart, "equal", new double[]{low, high}, new double[]{low, high}, Color.BLACK,
                    ChartStyle.dashed(1.5f, 8f, 5f));
            marks(chart, "other neurons", rows.stream().filter(row -> !isStudied(row)).toList(), low,
                    SeriesMarkers.CIRCLE, new Color(0x92C5DE));
            marks(chart, studied, rows.stream().filter(EffectsFigure::isStudied).toList(), low, SeriesMarkers.DIAMOND,
                    ChartStyle.RARE);
            chart.paint(graphics, width, height);
        };
    }

    private static void marks(XYChart chart, String name, List<Row> rows, double low, Marker marker, Color color) {
        if (rows.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(name,
                rows.stream().mapToDouble(row -> Math.max(low, Math.abs(row.number("direct")))).toArray(),
                rows.stream().mapToDouble(row -> Math.max(low, Math.abs(row.number("norm_mediated")))).toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(color);
    }

    private static Panel shares(List<Row> rows, String studied) {
        return (graphics, width, height) -> {
            CategoryChart chart = new CategoryChartBuilder().width(width).height(height)
                    .title("(b) Roles, share of the neurons").xAxisTitle("role").yAxisTitle("share of neurons (%)")
                    .build();
            ChartStyle.apply(chart.getStyler());
            chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0).setYAxisDecimalPattern("0")
                    .setPlotGridVerticalLinesVisible(false);
            chart.getStyler().setAvailableSpaceFill(0.8);
            ChartStyle.legendInside(chart.getStyler(), LegendPosition.InsideNW);
            bars(chart, "rare, whole layer", of(rows, "rare"), ChartStyle.RARE_BAND);
            bars(chart, "common, whole layer", of(rows, "common"), ChartStyle.COMMON);
            bars(chart, "rare, " + studied, of(rows, "rare").stream().filter(EffectsFigure::isStudied).toList(),
                    ChartStyle.RARE);
            chart.paint(graphics, width, height);
        };
    }

    private static void bars(CategoryChart chart, String name, List<Row> rows, Color color) {
        if (rows.isEmpty()) {
            return;
        }
        Double[] shares = new Double[ROLES.size()];
        Arrays.setAll(shares, i -> 100.0 * rows.stream().filter(row -> ROLES.get(i).equals(row.text("role"))).count()
                / rows.size());
        chart.addSeries(name, new ArrayList<>(ROLES), Arrays.asList(shares)).setFillColor(color);
    }
}
