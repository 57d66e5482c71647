package io.plateau.report;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A figure as bytes of a file. */
final class FigureFile {

    /** Pixels per unit: at half its size the PNG still has the text at full height. */
    static final int SCALE = 2;

    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

    private FigureFile() {
    }

    /** Why nothing can be drawn here, where that is so: slim Java installations come without a font library or a font. */
    static Optional<String> whyNot() {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 16).getStringBounds("rank", new FontRenderContext(null, true, true));
            return Optional.empty();
        } catch (LinkageError | InternalError | RuntimeException e) {
            return Optional.of("this JVM finds no fonts; install fontconfig and a font such as DejaVu Sans");
        }
    }

    static byte[] png(Figure figure) throws IOException {
        BufferedImage image = new BufferedImage(Figure.WIDTH * SCALE, Figure.HEIGHT * SCALE,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        figure.paint(graphics);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("this JVM cannot write PNG images");
        }
        return bytes.toByteArray();
    }

    static String svg(Figure figure) throws IOException {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptyDocument());
        // The generator's own comment would change with its version.
        context.setComment(figure.name());
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(Figure.WIDTH, Figure.HEIGHT));
        figure.paint(graphics);
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + Figure.WIDTH + " " + Figure.HEIGHT);
        StringWriter svg = new StringWriter();
        graphics.stream(root, svg, false, false);
        return svg.toString();
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
