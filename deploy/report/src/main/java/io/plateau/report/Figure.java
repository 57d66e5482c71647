package io.plateau.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;

/**
 * Panels side by side under a title.
 *
 * @param name of its files, without what follows the dot
 * @param title one line
 * @param panels from left to right, all of one width
 * @param obstacle why there is nothing to draw, as the end of a sentence; null where there is something
 */
record Figure(String name, String title, List<Panel> panels, String obstacle) {

    /** Logical size; a PNG has {@link FigureFile#SCALE} pixels for each unit. */
    static final int WIDTH = 1300;
    static final int HEIGHT = 600;

    private static final int TITLE_HEIGHT = 44;

    static Figure of(String name, String title, List<Panel> panels) {
        return new Figure(name, title, panels, null);
    }

    static Figure missing(String name, String title, String obstacle) {
        return new Figure(name, title, List.of(), obstacle);
    }

    void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        Panel.centred(graphics, title, ChartStyle.font(Font.BOLD, 20), WIDTH / 2, 30);
        for (int i = 0; i < panels.size(); i++) {
            int width = WIDTH / panels.size();
            Graphics2D panel = (Graphics2D) graphics.create();
            panel.translate(i * width, TITLE_HEIGHT);
            panels.get(i).paint(panel, width, HEIGHT - TITLE_HEIGHT);
            panel.dispose();
        }
    }
}
