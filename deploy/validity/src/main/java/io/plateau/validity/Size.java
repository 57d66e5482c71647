package io.plateau.validity;

/**
 * How much is drawn.
 *
 * @param label in the report
 * @param nullDraws data sets without an effect, for error rates
 * @param effectDraws data sets per planted effect
 * @param graphDraws data sets for the clustering tests, the dearest
 */
public record Size(String label, int nullDraws, int effectDraws, int graphDraws) {
    public static final Size FULL = new Size("full", 500, 60, 500);
    /** For continuous integration: under a minute of one processor. */
    public static final Size REDUCED = new Size("reduced", 40, 10, 30);
}
