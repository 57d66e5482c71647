package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Figures of results that lack something: a sentence in its place, never an exception. Charts have their type as outlines, so
 * that what they show is looked for by its colour.
 */
class FiguresTest {

    private static final Experiment DONE = new Experiment("e1", "tiny", "tiny", "demo", "COMPLETED", null, null, null,
            null,
            null,
            null);
    private static final String EXCITATORY = "Plateau (Excitatory)";

    @BeforeAll
    static void paintInMemory() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void areAllMissingWithoutRowsAndSayWhy() {
        List<Figure> figures = Figures.of(results(Map.of()));

        assertEquals(List.of("figure-1-tiny", "figure-controls-tiny", "figure-heads-tiny", "figure-profiles-tiny",
                "figure-effects-tiny", "figure-doses-tiny",
                "figure-intervals"), figures.stream().map(Figure::name).toList());
        figures.forEach(figure -> assertTrue(figure.obstacle() != null && !figure.obstacle().isBlank(), figure.name()));
    }

    @Test
    void controlsSayThatNobodyHasAnEdge() throws Exception {
        String svg = svg(ControlsFigure.of(DONE,
                results(Map.of(Table.CONTROL_MODULARITIES, controls(0, 0, 0, 0), Table.TABLE_1, List.of(
                        row("neuron_group", "Plateau (Inhibitory)", "reason", "the group has 3 neurons", "p_value",
                                null, "plateau_rule", "flat"))))));

        assertTrue(svg.contains("neither the group nor any of its 3 controls has an<"), svg);
        assertTrue(svg.contains("has no controls: the group has 3 neurons."), svg);
    }

    @Test
    void substitutesAreNotCalledAPlateau() {
        for (String rule : List.of("flat", "top-k")) {
            Results results = results(Map.of(Table.TABLE_1, List.of(row("plateau_rule", rule))));
            String neurons = rule.equals("flat") ? "plateau" : "top ranks (no plateau)";

            assertEquals("tiny: signed modularity of random controls and " + neurons,
                    ControlsFigure.of(DONE, results).title());
            assertEquals("tiny: change of the activation of the " + neurons + " without a head (impact, %)",
                    HeadsFigure.of(DONE, results).title());
        }
    }

    @Test
    void controlsOfOneValueAreDrawn() throws Exception {
        Figure figure = ControlsFigure.of(DONE, results(Map.of(Table.CONTROL_MODULARITIES, controls(0.3, 0.3, 0.3))));

        assertTrue(svg(figure).contains("Plateau (Inhibitory) has no controls: there is no such group."));
        assertTrue(isPainted(figure, ChartStyle.RARE), "the group is not marked");
    }

    @Test
    void headsWithoutAnImpactAreAnswered() throws Exception {
        List<Row> rows = List.of(head(0, 0.02, null, "no rare targets"), head(1, 0.0, null, "no rare targets"));

        Figure figure = HeadsFigure.of(DONE, results(Map.of(Table.HEADS, rows)));

        assertTrue(svg(figure).contains("(b) Common tokens: no impact is known: no rare targets."));
        assertTrue(isPainted(figure, HeadsFigure.LARGEST), "the larger impact is not the darkest");
    }

    @Test
    void headsOfNoImpactAtAllAreDrawn() throws Exception {
        Figure figure = HeadsFigure.of(DONE, results(Map.of(Table.HEADS, List.of(head(0, 0.0, 0.0, null)))));

        assertFalse(svg(figure).contains("no impact is known"));
        assertTrue(isPainted(figure, Color.BLACK));
    }

    @Test
    void noiseFloorAndCrossFittedCurveAreDrawnWhereTheyAreKnown() throws Exception {
        List<FigurePoint> points = IntStream.rangeClosed(1, 200).mapToObj(r -> new FigurePoint(r, 0.01 / r, 0.01 / r,
                r > 60 ? "below noise" : "power law", 0.008 / r, 0.012 / r, r > 80 ? -1e-5 : 0.009 / r)).toList();
        Map<Results.FigureKey, List<FigurePoint>> curves = Map.of(new Results.FigureKey(DONE.id(), "rare"), points);
        View fits = new View(List.of(), List.of(row("source", "measured", "experiment_id", DONE.id(), "token_group",
                "rare", "kappa", "1", "kappa_low", "0.9", "kappa_high", "1.1", "r_squared", "0.99",
                "breakpoint_1", null, "breakpoint_2", null, "noise_floor", "60")));

        Figure known = Figure1.of(DONE, new Results(List.of(DONE), Map.of(Table.REGIMES, fits), curves));
        Figure unknown = Figure1.of(DONE, new Results(List.of(DONE), Map.of(), curves));

        assertTrue(isPainted(known, FigurePanel.FLOOR) && isPainted(known, FigurePanel.CROSS_FITTED));
        assertFalse(isPainted(unknown, FigurePanel.FLOOR), "an unknown floor");
    }

    @Test
    void profilesAreDrawnForOneGroupAlone() throws Exception {
        List<Row> rows = IntStream.range(0, 8)
                .mapToObj(offset -> row("token_group", "rare", "relative_offset", "" + offset,
                        "weight", "" + 0.2 / (1 + offset), "lower_quartile", "0.01", "upper_quartile", "0.3"))
                .toList();

        Figure figure = ProfilesFigure.of(DONE, results(Map.of(Table.ATTENTION_PROFILES, rows)));

        assertTrue(isPainted(figure, ChartStyle.RARE), "rare tokens have a profile");
        assertFalse(isPainted(figure, ChartStyle.COMMON), "common tokens have none");
    }

    @Test
    void intervalsStandBesideThePapersAlsoWithoutAFit() throws Exception {
        List<Row> rows = List.of(regime("rare", null, "12"), regime("common", "0.8", null));

        Figure figure = IntervalsFigure.of(results(Map.of(Table.REGIMES, rows)));

        assertTrue(isPainted(figure, ChartStyle.RARE) && isPainted(figure, ChartStyle.COMMON));
    }

    @Test
    void intervalsOfGroupsThatCouldNotBeFittedAreASentence() throws Exception {
        assertTrue(svg(IntervalsFigure.of(results(Map.of(Table.REGIMES, List.of(regime("rare", null, null))))))
                .contains("no group could be fitted."));
    }

    private static boolean isPainted(Figure figure, Color color) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(FigureFile.png(figure)));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).anyMatch(pixel -> pixel == color.getRGB());
    }

    private static String svg(Figure figure) throws Exception {
        assertNull(figure.obstacle());
        return FigureFile.svg(figure);
    }

    private static Results results(Map<Table, List<Row>> tables) {
        Map<Table, View> views = new HashMap<>();
        tables.forEach((table, rows) -> views.put(table, new View(List.of(), rows)));
        return new Results(List.of(DONE), views, Map.of());
    }

    /** @param own modularity of the group, then those of its controls */
    private static List<Row> controls(double own, double... controls) {
        List<Row> rows = new ArrayList<>();
        for (double control : controls) {
            rows.add(row("neuron_group", EXCITATORY, "signed_modularity", "" + control, "group_signed_modularity",
                    "" + own));
        }
        return rows;
    }

    private static Row head(int head, Double rare, Double common, String reason) {
        return row("layer", "3", "head", "" + head, "impact_rare", text(rare), "impact_common", text(common), "reason",
                reason);
    }

    private static Row regime(String group, String kappa, String size) {
        Row row = row("token_group", group, "kappa", kappa, "plateau_size", size);
        Stream.of("kappa_low", "kappa_high", "plateau_size_low", "plateau_size_high")
                .forEach(column -> row.values().put(column, null));
        return row;
    }

    private static String text(Double value) {
        return value == null ? null : value.toString();
    }

    private static Row row(String... columnsAndTexts) {
        Map<String, String> values = new HashMap<>(Map.of("source", "measured", "experiment_id", DONE.id()));
        for (int i = 0; i < columnsAndTexts.length; i += 2) {
            values.put(columnsAndTexts[i], columnsAndTexts[i + 1]);
        }
        return new Row(values);
    }
}
