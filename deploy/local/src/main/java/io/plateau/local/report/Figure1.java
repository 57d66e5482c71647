package io.plateau.local.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Figure 1 of one experiment: rare and common tokens side by side on the same axes. */
final class Figure1 {

    /** Logical size; a PNG has {@link FigureFile#SCALE} pixels for each unit. */
    static final int WIDTH = 1300;
    static final int HEIGHT = 600;

    private static final int TITLE_HEIGHT = 44;
    private static final List<String> GROUPS = List.of("rare", "common");

    private final Experiment experiment;
    private final Results results;

    Figure1(Experiment experiment, Results results) {
        this.experiment = experiment;
        this.results = results;
    }

    /** False when no neuron of the experiment has been ranked: then there is nothing to draw. */
    boolean hasPoints() {
        return GROUPS.stream().anyMatch(group -> !points(group).isEmpty());
    }

    void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        centred(graphics,
                "Figure 1, " + Text.abbreviate(experiment.label(), 60) + ": influence of the final MLP's neurons",
                FigurePanel.font(Font.BOLD, 20), WIDTH / 2, 30);
        AxisRange range = AxisRange.of(GROUPS.stream().map(this::points).toList());
        int panelWidth = WIDTH / GROUPS.size();
        for (int i = 0; i < GROUPS.size(); i++) {
            Graphics2D panel = (Graphics2D) graphics.create();
            panel.translate(i * panelWidth, TITLE_HEIGHT);
            paintPanel(panel, GROUPS.get(i), range, panelWidth, HEIGHT - TITLE_HEIGHT);
            panel.dispose();
        }
    }

    private void paintPanel(Graphics2D graphics, String group, AxisRange range, int width, int height) {
        if (points(group).isEmpty()) {
            graphics.setColor(Color.BLACK);
            centred(graphics, "No neuron has an influence on " + group + " tokens.", FigurePanel.font(Font.PLAIN, 17),
                    width / 2, height / 2);
            return;
        }
        FigurePanel.of(title(group), points(group), range, breakpoints(group), width, height).paint(graphics, width,
                height);
    }

    private String title(String group) {
        String fit = fits(group)
                .map(row -> ": κ = " + Numbers.withInterval(row.number("kappa"), row.number("kappa_low"),
                        row.number("kappa_high"), 2) + ", R² = " + Numbers.decimal(row.number("r_squared"), 2))
                .findFirst().orElse("");
        return (group.equals("rare") ? "(a) Rare tokens" : "(b) Common tokens") + fit;
    }

    private List<Double> breakpoints(String group) {
        List<Double> breakpoints = new ArrayList<>();
        fits(group).forEach(row -> Stream.of("breakpoint_1", "breakpoint_2").map(row::number).filter(Objects::nonNull)
                .forEach(breakpoints::add));
        return breakpoints;
    }

    private Stream<Row> fits(String group) {
        return results.regimes().of(experiment).stream().filter(row -> group.equals(row.text("token_group")));
    }

    private List<FigurePoint> points(String group) {
        return results.points(experiment, group).stream().filter(point -> point.influence() > 0).toList();
    }

    private static void centred(Graphics2D graphics, String text, Font font, int x, int y) {
        graphics.setColor(Color.BLACK);
        graphics.setFont(font);
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
    }
}
