package io.plateau.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What the charts of all figures share: type that can be read at half its size, frames, and shades that differ in grey. */
final class ChartStyle {

    static final Color RARE = new Color(0xB2182B);
    static final Color COMMON = new Color(0x4393C3);
    static final Color RARE_BAND = new Color(0xF0B9BE);
    static final Color COMMON_BAND = new Color(0xCFE3F0);
    static final Color GREY = new Color(0x636363);

    private ChartStyle() {
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static BasicStroke solid(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashed(float width, float... pattern) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, pattern, 0f);
    }

    static void apply(AxesChartStyler styler) {
        styler.setPlotGridLinesColor(new Color(0xDDDDDD)).setAxisTickLabelsFont(font(Font.PLAIN, 16))
                .setAxisTitleFont(font(Font.PLAIN, 17)).setPlotMargin(0).setAxisTicksLineVisible(false)
                .setYAxisLabelAlignment(TextAlignment.Right).setLocale(Locale.ROOT);
        styler.setChartTitleFont(font(Font.BOLD, 17)).setChartTitleBoxVisible(false).setChartTitlePadding(12)
                .setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setPlotBorderVisible(true)
                .setPlotBorderColor(Color.BLACK).setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal).setLegendFont(font(Font.PLAIN, 16))
                .setLegendBorderColor(Color.WHITE).setLegendPadding(16);
        // The plot fills its frame exactly, so that panels side by side keep the range they were given.
        styler.setPlotContentSize(1.0);
    }

    /** Puts the legend where the data leaves room for it, so that it can be as wide as it needs. */
    static void legendInside(AxesChartStyler styler, LegendPosition corner) {
        styler.setLegendPosition(corner).setLegendLayout(LegendLayout.Vertical).setLegendPadding(14)
                .setLegendBorderColor(new Color(0xDDDDDD));
    }

    /** A line without marks. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color color, BasicStroke stroke) {
        XYSeries line = chart.addSeries(name, x, y);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(color);
        line.setLineStyle(stroke);
        return line;
    }

    /** The area between two curves over the same abscissas. */
    static XYSeries band(XYChart chart, String name, double[] x, double[] low, double[] high, Color color) {
        int n = x.length;
        double[] outlineX = new double[2 * n];
        double[] outlineY = new double[2 * n];
        for (int i = 0; i < n; i++) {
            outlineX[i] = x[i];
            outlineY[i] = high[i];
            outlineX[2 * n - 1 - i] = x[i];
            outlineY[2 * n - 1 - i] = low[i];
        }
        XYSeries band = line(chart, name, outlineX, outlineY, color, solid(1f));
        band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(color);
        return band;
    }
}
