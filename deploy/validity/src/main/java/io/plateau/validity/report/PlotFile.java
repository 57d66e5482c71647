package io.plateau.validity.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import io.plateau.validity.Findings.Curve;
import io.plateau.validity.Findings.Plot;

/** A plot as bytes of a file. Curves differ in dash, mark and lightness, so that grey prints keep them apart. */
final class PlotFile {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 700;
    /** Pixels per unit: at half its size the PNG still has the text at full height. */
    private static final int SCALE = 2;
    /** Curves of more points are thinned: their marks would cover each other, and short lines have no dashes. */
    private static final int POINTS = 40;
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";
    private static final List<Color> COLOURS = List.of(new Color(0x8C8C8C), new Color(0x000000), new Color(0xB2182B),
            new Color(0x4393C3), new Color(0xD6A200), new Color(0x3B7A3B));
    private static final List<float[]> DASHES = List.of(new float[]{1}, new float[]{1}, new float[]{12, 5},
            new float[]{3, 4}, new float[]{12, 4, 3, 4}, new float[]{24, 6});
    private static final List<Marker> MARKERS = List.of(SeriesMarkers.NONE, SeriesMarkers.CIRCLE,
            SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.CROSS);

    private final Plot plot;

    PlotFile(Plot plot) {
        this.plot = plot;
    }

    byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart().paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("this JVM cannot write PNG images");
        }
        return bytes.toByteArray();
    }

    String svg() throws IOException {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptyDocument());
        // The generator's own comment would change with its version.
        context.setComment(plot.title());
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        chart().paint(graphics, WIDTH, HEIGHT);
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
        StringWriter svg = new StringWriter();
        graphics.stream(root, svg, false, false);
        return svg.toString();
    }

    private XYChart chart() {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(plot.title()).xAxisTitle(plot.xLabel())
                .yAxisTitle(plot.yLabel()).build();
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
        chart.getStyler().setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 19)).setLegendFont(plain)
                .setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Vertical)
                .setLegendSeriesLineLength(60).setLegendBorderColor(Color.WHITE);
        chart.getStyler().setAxisTitleFont(plain).setAxisTickLabelsFont(plain)
                .setPlotGridLinesColor(new Color(0xDDDDDD)).setMarkerSize(9);
        chart.getStyler().setYAxisMin(0.0);
        int style = 0;
        for (Curve curve : plot.curves()) {
            add(chart, curve, curve.reference() ? 0 : ++style);
        }
        return chart;
    }

    /** Style 0, thin and grey without marks, is for what curves are held against. */
    private static void add(XYChart chart, Curve curve, int style) {
        XYSeries series = chart.addSeries(curve.label(), thinned(curve.x()), thinned(curve.y()));
        series.setLineColor(COLOURS.get(style));
        series.setMarkerColor(COLOURS.get(style));
        series.setMarker(MARKERS.get(style));
        series.setLineStyle(new BasicStroke(style == 0 ? 1.2f : 2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
                DASHES.get(style).length == 1 ? null : DASHES.get(style), 0));
    }

    /** First, last and evenly between. */
    static double[] thinned(double[] values) {
        double[] kept = new double[Math.min(values.length, POINTS)];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = values[(int) ((long) i * (values.length - 1) / Math.max(1, kept.length - 1))];
        }
        return kept;
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument(SVG_NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JVM has no XML implementation", e);
        }
    }
}
