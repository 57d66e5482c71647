package io.plateau.report;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Exponent and plateau size with their intervals, every model and token group in one figure, the paper's beside them. */
final class IntervalsFigure {

    private static final String PAPER = "paper";
    /** Room above the highest value, for the names. */
    private static final double HEADROOM = 1.2;

    /** @param place of the model on the axis, 1, 2, … */
    private record Estimate(double place, String group, Double value, Double low, Double high) {
    }

    /** How a group is drawn; the two stand left and right of their model's place. */
    private enum Group {
        RARE(-0.12, SeriesMarkers.DIAMOND, ChartStyle.RARE), COMMON(0.12, SeriesMarkers.CIRCLE, ChartStyle.COMMON);

        private final double shift;
        private final Marker marker;
        private final Color color;

        Group(double shift, Marker marker, Color color) {
            this.shift = shift;
            this.marker = marker;
            this.color = color;
        }

        private String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private IntervalsFigure() {
    }

    static Figure of(Results results) {
        String name = "figure-intervals";
        String title = "Exponent of the line fit and size of the plateau";
        List<Experiment> fitted = results.experiments().stream().filter(e -> !results.regimes().of(e).isEmpty())
                .toList();
        if (fitted.isEmpty()) {
            return Figure.missing(name, title, results.experiments().isEmpty()
                    ? "no experiment was requested"
                    : "no experiment has a fit: " + results.experiments().get(0).condition());
        }
        List<String> places = Stream.concat(fitted.stream().map(Experiment::label), Stream.of(PAPER)).toList();
        return Figure.of(name, title,
                List.of(panel("(a) κ, 95 % interval (paper: ±)", "κ (no unit)", places, kappas(fitted, results)),
                        panel("(b) Plateau size, 95 % interval (paper: range)", "plateau size (neurons)", places,
                                sizes(fitted, results))));
    }

    private static List<Estimate> kappas(List<Experiment> fitted, Results results) {
        List<Estimate> estimates = measured(fitted, results, "kappa");
        results.regimes().paper().forEach(row -> {
            Double kappa = row.number("kappa");
            Double sd = row.number("kappa_sd");
            boolean spread = kappa != null && sd != null;
            estimates.add(new Estimate(fitted.size() + 1, row.text("token_group"), kappa, spread ? kappa - sd : null,
                    spread ? kappa + sd : null));
        });
        return estimates;
    }

    private static List<Estimate> sizes(List<Experiment> fitted, Results results) {
        List<Estimate> estimates = measured(fitted, results, "plateau_size");
        results.regimes().paper().forEach(row -> estimates.add(new Estimate(fitted.size() + 1,
                row.text("token_group"), null, row.number("plateau_size_low"), row.number("plateau_size_high"))));
        return estimates;
    }

    private static List<Estimate> measured(List<Experiment> fitted, Results results, String column) {
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < fitted.size(); i++) {
            for (Row row : results.regimes().of(fitted.get(i))) {
                estimates.add(new Estimate(i + 1, row.text("token_group"), row.number(column),
                        row.number(column + "_low"), row.number(column + "_high")));
            }
        }
        return estimates;
    }

    private static Panel panel(String title, String axis, List<String> places, List<Estimate> estimates) {
        double top = estimates.stream()
                .flatMap(e -> Stream.of(e.value == null ? 0 : e.value, e.high == null ? 0 : e.high))
                .mapToDouble(Double::doubleValue).max().orElse(0);
        if (estimates.stream().allMatch(e -> e.value == null && e.low == null)) {
            return Panel.sentence(title + ": no group could be fitted.");
        }
        return (graphics, width, height) -> {
            XYChart chart = new XYChartBuilder().width(width).height(height).title(title).xAxisTitle("model")
                    .yAxisTitle(axis).build();
            style(chart.getStyler(), places.size(), top > 0 ? HEADROOM * top : 1);
            name(chart, places, top > 0 ? HEADROOM * top : 1);
            for (Group group : Group.values()) {
                add(chart, group, estimates.stream().filter(e -> group.title().equals(e.group)).toList());
            }
            chart.paint(graphics, width, height);
        };
    }

    private static void style(XYStyler styler, int places, double top) {
        ChartStyle.apply(styler);
        styler.setXAxisMin(0.5).setXAxisMax(places + 0.5).setYAxisMin(-0.02 * top).setYAxisMax(top)
                .setYAxisDecimalPattern(top < 10 ? "0.0" : "0").setPlotGridVerticalLinesVisible(false)
                .setXAxisTicksVisible(false);
        styler.setAnnotationTextFont(ChartStyle.font(Font.PLAIN, 16)).setAnnotationTextFontColor(Color.BLACK)
                .setAnnotationLineColor(new Color(0xBBBBBB)).setAnnotationLineStroke(ChartStyle.solid(1f));
        styler.setMarkerSize(11);
    }

    /** The models' names stand above their places, lines between them. */
    private static void name(XYChart chart, List<String> places, double top) {
        for (int i = 0; i < places.size(); i++) {
            String name = Text.abbreviate(places.get(i), Math.max(6, 48 / places.size()));
            chart.addAnnotation(new AnnotationText(name, i + 1, 0.93 * top, false));
            if (i > 0) {
                chart.addAnnotation(new AnnotationLine(i + 0.5, true, false));
            }
        }
    }

    private static void add(XYChart chart, Group group, List<Estimate> estimates) {
        int number = 0;
        for (Estimate e : estimates) {
            if (e.low != null && e.high != null) {
                double x = e.place + group.shift;
                ChartStyle.line(chart, group + " " + number++, new double[]{x, x}, new double[]{e.low, e.high},
                        group.color, ChartStyle.solid(3f)).setShowInLegend(false);
            }
        }
        List<Estimate> valued = estimates.stream().filter(e -> e.value != null).toList();
        if (!valued.isEmpty()) {
            XYSeries values = chart.addSeries(group.title() + " tokens",
                    valued.stream().mapToDouble(e -> e.place + group.shift).toArray(),
                    valued.stream().mapToDouble(Estimate::value).toArray());
            values.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            values.setMarker(group.marker);
            values.setMarkerColor(group.color);
        }
    }
}
