package io.plateau.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * The scale of a heat map: what its shades mean, with the unit. XChart's own prints bare digits.
 *
 * @param shades from the lower end to the upper, evenly spaced
 * @param ends labels of both ends, the lower first
 * @param quantity what is shown and its unit, written along the bar
 */
record ColourBar(Color[] shades, List<String> ends, String quantity) {

    /** Room that it takes at the right of a map. */
    static final int WIDTH = 84;
    private static final int THICKNESS = 20;
    private static final int GAP = 6;
    private static final int STEPS = 64;

    /** Upright, its left edge at x, its upper end at y. */
    void paint(Graphics2D graphics, int x, int y, int height) {
        // Each step covers the rest of the bar: no seams, and no gradients, of which an SVG writer supports only some.
        for (int step = 0; step < STEPS; step++) {
            double from = (double) height * step / STEPS;
            graphics.setPaint(shade(1 - (step + 0.5) / STEPS));
            graphics.fill(new Rectangle2D.Double(x, y + from, THICKNESS, height - from));
        }
        graphics.setPaint(Color.BLACK);
        graphics.draw(new Rectangle2D.Double(x, y, THICKNESS, height));
        graphics.setFont(ChartStyle.font(Font.PLAIN, 16));
        int text = x + THICKNESS + GAP;
        graphics.drawString(ends.get(1), text, y + GAP);
        graphics.drawString(ends.get(0), text, y + height + GAP);
        int length = graphics.getFontMetrics().stringWidth(quantity);
        var upright = graphics.getTransform();
        graphics.translate(text + GAP + graphics.getFontMetrics().getAscent(), y + (height + length) / 2.0);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(quantity, 0, 0);
        graphics.setTransform(upright);
    }

    /** @param share of the way from the lower end to the upper */
    private Color shade(double share) {
        double at = share * (shades.length - 1);
        int below = Math.min((int) at, shades.length - 2);
        float[] from = shades[below].getRGBComponents(null);
        float[] to = shades[below + 1].getRGBComponents(null);
        float part = (float) (at - below);
        return new Color(from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]),
                from[2] + part * (to[2] - from[2]));
    }
}
