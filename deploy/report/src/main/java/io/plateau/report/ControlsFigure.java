package io.plateau.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** How modular the random controls of one experiment are, and where its plateau groups stand among them. */
final class ControlsFigure {

    private static final List<String> GROUPS = List.of("Plateau (Excitatory)", "Plateau (Inhibitory)");
    private static final Color BARS = new Color(0xB8B8B8);

    private ControlsFigure() {
    }

    static Figure of(Experiment experiment, Results results) {
        String name = "figure-controls-" + experiment.label();
        String title = Text.abbreviate(experiment.label(), 50) + ": signed modularity of random controls and "
                + SubstituteNote.studied(experiment, results);
        List<Row> rows = results.view(Table.CONTROL_MODULARITIES).of(experiment);
        if (rows.isEmpty()) {
            return Figure.missing(name, title,
                    experiment.isCompleted() ? "no plateau group has controls" : experiment.condition());
        }
        List<Row> table1 = results.table1().of(experiment);
        return Figure.of(name, title, GROUPS.stream().map(group -> panel(group, rows, table1)).toList());
    }

    private static Panel panel(String group, List<Row> all, List<Row> table1) {
        List<Row> rows = all.stream().filter(row -> group.equals(row.text("neuron_group"))).toList();
        Optional<Row> tested = table1.stream().filter(row -> group.equals(row.text("neuron_group"))).findFirst();
        if (rows.isEmpty()) {
            return Panel.sentence(group + " has no controls: "
                    + tested.map(row -> row.text("reason")).orElse("there is no such group") + ".");
        }
        double[] controls = rows.stream().mapToDouble(row -> row.number("signed_modularity")).toArray();
        Double own = rows.get(0).number("group_signed_modularity");
        if (own == 0 && Arrays.stream(controls).allMatch(control -> control == 0)) {
            return Panel.sentence(group + ": neither the group nor any of its " + rows.size()
                    + " controls has an edge, so every modularity is 0.");
        }
        return (graphics, width, height) -> chart(title(group, tested), controls, own, width, height).paint(graphics,
                width, height);
    }

    private static String title(String group, Optional<Row> tested) {
        String p = tested.map(row -> row.number("p_value")).map(value -> ", p = " + Numbers.p(value)).orElse("");
        return group + p.replace("= <", "< ");
    }

    private static XYChart chart(String title, double[] controls, double own, int width, int height) {
        Histogram histogram = Histogram.of(controls, own);
        XYChart chart = new XYChartBuilder().width(width).height(height).title(title)
                .xAxisTitle("signed modularity (Eq. 7, no unit)").yAxisTitle("number of controls").build();
        ChartStyle.apply(chart.getStyler());
        double top = histogram.highest() * 1.1;
        chart.getStyler().setXAxisMin(histogram.low()).setXAxisMax(histogram.high()).setYAxisMin(0.0).setYAxisMax(top)
                .setXAxisDecimalPattern(histogram.high() - histogram.low() < 0.05 ? "0.000" : "0.00")
                .setYAxisDecimalPattern("0");
        XYSeries bars = ChartStyle.line(chart, controls.length + " random controls", histogram.outlineX(),
                histogram.outlineY(), ChartStyle.GREY, ChartStyle.solid(1.5f));
        bars.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        bars.setFillColor(BARS);
        ChartStyle.line(chart, String.format(Locale.ROOT, "the group: %.3f", own), new double[]{own, own},
                new double[]{0, top}, ChartStyle.RARE, ChartStyle.dashed(3.5f, 10f, 5f));
        return chart;
    }
}
