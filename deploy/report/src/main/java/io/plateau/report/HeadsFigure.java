package io.plateau.report;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.stream.Stream;

import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.HeatMapStyler;

/** How much the plateau's activation changes without each head, layer by head, for rare and for common tokens on one scale. */
final class HeadsFigure {

    private static final double PERCENT = 100;
    /** Wider maps have no room for a number in each cell. */
    private static final int MOST_LABELLED = 10;
    /** A black number can still be read on it. */
    static final Color LARGEST = new Color(0x8C8C8C);
    private static final Color[] SHADES = {Color.WHITE, new Color(0xD9D9D9), LARGEST};

    private HeadsFigure() {
    }

    static Figure of(Experiment experiment, Results results) {
        String name = "figure-heads-" + experiment.label();
        String title = Text.abbreviate(experiment.label(), 40)
                + ": change of the activation of the " + SubstituteNote.studied(experiment, results)
                + " without a head (impact, %)";
        List<Row> rows = results.view(Table.HEADS).of(experiment);
        if (rows.isEmpty()) {
            return Figure.missing(name, title,
                    experiment.isCompleted() ? "no attention head was ablated" : experiment.condition());
        }
        double highest = Stream.of("impact_rare", "impact_common").flatMap(column -> impacts(rows, column))
                .mapToDouble(impact -> PERCENT * impact).max().orElse(0);
        return Figure.of(name, title, List.of(panel("(a) Rare tokens", "impact_rare", rows, highest),
                panel("(b) Common tokens", "impact_common", rows, highest)));
    }

    private static Stream<Double> impacts(List<Row> rows, String column) {
        return rows.stream().filter(row -> row.number(column) != null).map(row -> row.number(column));
    }

    private static Panel panel(String title, String column, List<Row> rows, double highest) {
        if (impacts(rows, column).findAny().isEmpty()) {
            String reason = rows.get(0).text("reason");
            return Panel.sentence(title + ": no impact is known" + (reason == null ? "" : ": " + reason) + ".");
        }
        return (graphics, width, height) -> {
            int map = width - ColourBar.WIDTH;
            chart(title, column, rows, highest, map, height).paint(graphics, map, height);
            new ColourBar(SHADES, List.of("0 %", Numbers.decimal(end(highest), decimals(highest)) + " %"), "impact, %")
                    .paint(graphics, map, height / 5, height / 2);
        };
    }

    private static HeatMapChart chart(String title, String column, List<Row> rows, double highest, int width,
            int height) {
        List<Integer> layers = axis(rows, "layer");
        List<Integer> heads = axis(rows, "head");
        HeatMapChart chart = new HeatMapChartBuilder().width(width).height(height).title(title).xAxisTitle("head")
                .yAxisTitle("layer").build();
        style(chart.getStyler(), highest, heads.size());
        chart.addSeries(column, heads, layers, rows.stream().filter(row -> row.number(column) != null)
                .map(row -> new Number[]{heads.indexOf(row.number("head").intValue()),
                        layers.indexOf(row.number("layer").intValue()), PERCENT * row.number(column)})
                .toList());
        return chart;
    }

    private static List<Integer> axis(List<Row> rows, String column) {
        return rows.stream().map(row -> row.number(column).intValue()).distinct().sorted().toList();
    }

    private static void style(HeatMapStyler styler, double highest, int heads) {
        ChartStyle.apply(styler);
        styler.setPlotGridLinesVisible(false);
        styler.setLegendVisible(false);
        int decimals = decimals(highest);
        styler.setRangeColors(SHADES).setMin(0).setMax(end(highest)).setDrawBorder(true)
                .setShowValue(heads <= MOST_LABELLED).setValueFont(ChartStyle.font(Font.PLAIN, 16))
                .setValueFontColor(Color.BLACK)
                .setHeatMapValueDecimalPattern(decimals == 0 ? "0" : decimals == 1 ? "0.0" : "0.00");
    }

    private static int decimals(double highest) {
        return highest >= 10 ? 0 : highest >= 1 ? 1 : 2;
    }

    /** Of the scale: the highest impact, rounded up to what its label shows. */
    private static double end(double highest) {
        double unit = Math.pow(10, decimals(highest));
        return Math.max(1, Math.ceil(highest * unit)) / unit;
    }
}
