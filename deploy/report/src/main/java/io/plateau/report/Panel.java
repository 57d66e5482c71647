package io.plateau.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/** One part of a figure: a chart, or a sentence where there is nothing to draw. */
@FunctionalInterface
interface Panel {

    void paint(Graphics2D graphics, int width, int height);

    /** What stands in the place of a chart, each line centred. */
    static Panel sentence(String text) {
        return (graphics, width, height) -> {
            int y = height / 2;
            for (String line : Text.lines(text, width / 9)) {
                centred(graphics, line, ChartStyle.font(Font.PLAIN, 17), width / 2, y);
                y += 24;
            }
        };
    }

    static void centred(Graphics2D graphics, String text, Font font, int x, int y) {
        graphics.setColor(Color.BLACK);
        graphics.setFont(font);
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
    }
}
