package io.plateau.validity;

/**
 * How much is drawn.
 *
 * @param label in the report
 * @param nullDraws data sets without an effect, for error rates, coverage and uniformity: deploy/science, Validity, asks for 500
 * @param effectDraws data sets per planted effect
 * @param graphDraws data sets for the clustering tests, the dearest
 * @param routingDraws data sets without an effect for the tests of attention, patching, routing and joint ablations, the cheapest
 * @param spectraDraws data sets without an effect for the tests of weight spectra
 */
public record Size(String label, int nullDraws, int effectDraws, int graphDraws, int routingDraws,
        int spectraDraws) {
    public static final Size FULL = new Size("full", 500, 60, 500, 2_000, 2_000);
    /** For continuous integration: some 70 seconds of one processor. */
    public static final Size REDUCED = new Size("reduced", 40, 10, 60, 200, 40);
}
