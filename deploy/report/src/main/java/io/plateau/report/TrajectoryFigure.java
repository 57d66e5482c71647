package io.plateau.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Quantities against the training step on a logarithmic axis, with 95 % bands, the steps at which they change marked. */
final class TrajectoryFigure {
    private static final int PANELS = 3;
    private static final double NORMAL = 1.96;
    private static final double ROOM = 0.12;
    /** Of 255: where bands of two groups overlap, both are seen. */
    private static final int BAND_OPACITY = 70;

    private TrajectoryFigure() {
    }

    /** As many figures of three panels as the quantities of each model need; none without trajectories. */
    static List<Figure> of(Results results) {
        List<Figure> figures = new ArrayList<>();
        Trajectory.of(results).stream().collect(Collectors.groupingBy(Trajectory::model, LinkedHashMap::new,
                Collectors.groupingBy(Trajectory::quantity, LinkedHashMap::new, Collectors.toList())))
                .forEach((model, quantities) -> {
                    List<Panel> panels = new ArrayList<>();
                    quantities.forEach((quantity, lines) -> panels.add(panel(quantity, lines)));
                    for (int from = 0; from < panels.size(); from += PANELS) {
                        figures.add(Figure.of("figure-trajectory-" + FileNames.safe(model) + "-" + (1 + from / PANELS),
                                Text.abbreviate(model, 50) + ": when it arises",
                                panels.subList(from, Math.min(panels.size(), from + PANELS))));
                    }
                });
        return figures;
    }

    private static Panel panel(String quantity, List<Trajectory> lines) {
        int unit = quantity.lastIndexOf(", ");
        return (graphics, width, height) -> {
            XYChart chart = new XYChartBuilder().width(width).height(height)
                    .title(Text.abbreviate(unit < 0 ? quantity : quantity.substring(0, unit), width / 10))
                    .xAxisTitle("training step").yAxisTitle(unit < 0 ? "" : quantity.substring(unit + 2)).build();
            ChartStyle.apply(chart.getStyler());
            chart.getStyler().setLegendLayout(LegendLayout.Vertical);
            scale(chart, lines);
            for (Trajectory line : lines) {
                band(chart, line);
            }
            for (Trajectory line : lines) {
                curve(chart, line);
            }
            changes(chart, lines);
            chart.getStyler().setMarkerSize(10);
            chart.paint(graphics, width, height);
        };
    }

    private static void band(XYChart chart, Trajectory line) {
        List<Trajectory.Point> known = line.points().stream().filter(p -> p.standardError() != null).toList();
        if (known.size() > 1) {
            ChartStyle.band(chart, "band of " + line.tokenGroup(), column(known, p -> at(p.step())),
                    column(known, p -> p.value() - NORMAL * p.standardError()),
                    column(known, p -> p.value() + NORMAL * p.standardError()), bandOf(line)).setShowInLegend(false);
        }
    }

    private static void curve(XYChart chart, Trajectory line) {
        Color color = colorOf(line);
        XYSeries series = ChartStyle.line(chart, line.tokenGroup(), column(line.points(), p -> at(p.step())),
                column(line.points(), Trajectory.Point::value), color, ChartStyle.solid(2f));
        series.setMarker(markerOf(line));
        series.setMarkerColor(color);
    }

    /** One entry of the legend for all. */
    private static void changes(XYChart chart, List<Trajectory> lines) {
        List<Trajectory.Point> points = lines.stream().flatMap(line -> line.changes().stream()).toList();
        if (!points.isEmpty()) {
            XYSeries marks = chart.addSeries("first differs from the first step", column(points, p -> at(p.step())),
                    column(points, Trajectory.Point::value));
            marks.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            marks.setMarker(SeriesMarkers.CROSS);
            marks.setMarkerColor(Color.BLACK);
        }
    }

    /** Step 0 has no place on a logarithmic axis: it stands at half a step. */
    private static double at(long step) {
        return Math.max(0.5, step);
    }

    private static void scale(XYChart chart, List<Trajectory> lines) {
        double[] values = lines.stream().flatMapToDouble(line -> line.points().stream().flatMapToDouble(p -> {
            double reach = p.standardError() == null ? 0 : NORMAL * p.standardError();
            return DoubleStream.of(p.value() - reach, p.value() + reach);
        })).toArray();
        double least = DoubleStream.of(values).min().orElse(0);
        double most = DoubleStream.of(values).max().orElse(1);
        double room = most > least ? ROOM * (most - least) : 1e-3;
        double[] steps = lines.stream().flatMapToDouble(line -> line.points().stream().mapToDouble(p -> at(p.step())))
                .toArray();
        // At least a decade, or the axis has a single tick.
        double first = DoubleStream.of(steps).min().orElse(1);
        double last = Math.max(10 * first, DoubleStream.of(steps).max().orElse(10));
        chart.getStyler().setXAxisLogarithmic(true).setXAxisMin(first / 1.25).setXAxisMax(last * 1.25)
                .setXAxisDecimalPattern("0").setYAxisMin(least - room).setYAxisMax(most + room)
                .setYAxisDecimalPattern(most - least < 0.02 ? "0.0000" : most - least < 0.2 ? "0.000" : "0.00");
    }

    private static double[] column(List<Trajectory.Point> points, ToDoubleFunction<Trajectory.Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }

    private static Color colorOf(Trajectory line) {
        return Map.of("rare", ChartStyle.RARE, "common", ChartStyle.COMMON).getOrDefault(line.tokenGroup(),
                ChartStyle.GREY);
    }

    private static Color bandOf(Trajectory line) {
        Color color = colorOf(line);
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_OPACITY);
    }

    private static Marker markerOf(Trajectory line) {
        return Map.of("rare", SeriesMarkers.DIAMOND, "common", SeriesMarkers.CIRCLE).getOrDefault(line.tokenGroup(),
                SeriesMarkers.SQUARE);
    }
}
