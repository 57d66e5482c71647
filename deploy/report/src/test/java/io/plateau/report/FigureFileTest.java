package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import io.plateau.report.Results.FigureKey;

class FigureFileTest {

    private static final Experiment EXPERIMENT = Experiment.unknown("tiny-neox");

    @BeforeAll
    static void paintInMemory() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void paintsBothPanelsAtTheExpectedSize() throws Exception {
        // Given
        Figure figure = figure(Map.of("rare", curve(200), "common", curve(150)));

        // When
        BufferedImage image = png(figure);

        // Then
        assertEquals(Figure.WIDTH * FigureFile.SCALE, image.getWidth());
        assertEquals(Figure.HEIGHT * FigureFile.SCALE, image.getHeight());
        assertTrue(shareOfInk(image, 0) > 0.01, "the left panel is blank");
        assertTrue(shareOfInk(image, image.getWidth() / 2) > 0.01, "the right panel is blank");
    }

    @Test
    void writesWellFormedSvgOfTheSameSize() throws Exception {
        Document document = parsed(FigureFile.svg(figure(Map.of("rare", curve(200), "common", curve(150)))));

        assertEquals("svg", document.getDocumentElement().getLocalName());
        assertEquals("0 0 1300 600", document.getDocumentElement().getAttribute("viewBox"));
        // 200 and 150 ranks hold at least 50 that lie apart, each a shape of its own.
        assertTrue(document.getElementsByTagNameNS("*", "circle").getLength()
                + document.getElementsByTagNameNS("*", "path").getLength() > 100);
    }

    @Test
    void putsASentenceInThePlaceOfAGroupWithoutInfluences() throws Exception {
        Figure figure = figure(Map.of("rare", curve(50)));

        assertNull(figure.obstacle());
        assertTrue(FigureFile.svg(figure).contains("No neuron has an influence on common tokens."));
    }

    @Test
    void drawsASingleNeuronWithoutAFit() throws Exception {
        Figure figure = figure(Map.of("rare", List.of(new FigurePoint(1, 0.002, null, null))));

        assertTrue(shareOfInk(png(figure), 0) > 0.01);
    }

    @Test
    void drawsNeuronsOfEqualInfluence() throws Exception {
        List<FigurePoint> equal = IntStream.rangeClosed(1, 30).mapToObj(r -> new FigurePoint(r, 0.1, 0.1, "power law"))
                .toList();

        assertTrue(shareOfInk(png(figure(Map.of("rare", equal))), 0) > 0.01);
    }

    @Test
    void drawsTheBandAlsoWhereItReachesZero() throws Exception {
        List<FigurePoint> bare = curve(40);
        List<FigurePoint> banded = bare.stream()
                .map(p -> new FigurePoint(p.rank(), p.influence(), p.fit(), p.regime(),
                        p.rank() > 30 ? 0 : p.influence() / 2, p.influence() * 2, null))
                .toList();

        // A band of a factor of four is many marks wide.
        double ink = shareOfInk(png(figure(Map.of("rare", banded))), 0);
        assertTrue(ink > 1.2 * shareOfInk(png(figure(Map.of("rare", bare))), 0), "there is no band: " + ink);
    }

    @Test
    void hasNothingToDrawWithoutPoints() {
        assertEquals("no such experiment is in the database", figure(Map.of()).obstacle());
        assertNotNull(figure(Map.of("rare", List.of(new FigurePoint(1, 0, null, null)))).obstacle());
    }

    private static Figure figure(Map<String, List<FigurePoint>> groups) {
        Map<FigureKey, List<FigurePoint>> points = new HashMap<>();
        groups.forEach((group, curve) -> points.put(new FigureKey(EXPERIMENT.id(), group), curve));
        return Figure1.of(EXPERIMENT, new Results(List.of(EXPERIMENT), Map.of(), points));
    }

    private static List<FigurePoint> curve(int neurons) {
        return IntStream.rangeClosed(1, neurons)
                .mapToObj(r -> new FigurePoint(r, 0.01 / Math.max(r, 5), 0.01 / r,
                        r < 5 ? "plateau" : r < 100 ? "power law" : "rapid decay"))
                .toList();
    }

    private static BufferedImage png(Figure figure) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(FigureFile.png(figure)));
    }

    private static double shareOfInk(BufferedImage image, int left) {
        int ink = 0;
        int width = image.getWidth() / 2;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = left; x < left + width; x++) {
                ink += (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
            }
        }
        return ink / (double) (width * image.getHeight());
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        // The document names the public SVG definition, which must not be fetched.
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
