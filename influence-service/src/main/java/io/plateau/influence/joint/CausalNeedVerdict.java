package io.plateau.influence.joint;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether ablating the plateau together hurts rare tokens more than common ones, beyond matched sets.
 *
 * @param outcome {@code supported}, {@code not supported} or {@code not testable}
 * @param statistic what was measured
 * @param value its value, nats; null when not testable
 * @param pValue null when not testable
 * @param test the rule that decides
 * @param summary one sentence for a reader
 */
public record CausalNeedVerdict(String outcome, String statistic, Double value, Double pValue, String test,
        String summary) {
    public static final String NAME = "causal need";
    /** In fewer contexts the ranking would be tested on the noise that produced it; other tests over contexts need as many. */
    private static final int LEAST_CONTEXTS = 6;
    private static final double SIGNIFICANT = 0.05;
    private static final String STATISTIC = "loss change with the plateau ablated at once, rare minus common, nats";
    private static final String TEST = "one-sided permutation test against random sets of the same size, matched in mean absolute"
            + " activation";

    public static CausalNeedVerdict notTestable(String reason) {
        return new CausalNeedVerdict("not testable", STATISTIC, null, null, TEST, "Not testable: " + reason + ".");
    }

    /**
     * @param found whether there is a plateau; else the dose is of its substitutes
     * @param studied empty where no neuron has an influence on rare tokens
     * @param contexts in which its neurons were ablated
     * @param enough the fewest top ranks that suffice for rare targets, or null
     */
    static CausalNeedVerdict of(boolean found, Optional<Dose> studied, int contexts, Integer enough) {
        if (studied.isEmpty()) {
            return notTestable("no neuron has an influence on rare tokens");
        }
        Dose dose = studied.get();
        if (dose.pValue() == null) {
            return notTestable("the contexts hold no rare or no common target");
        }
        if (contexts < LEAST_CONTEXTS) {
            return notTestable("the sets were ablated in " + contexts + (contexts == 1 ? " context" : " contexts")
                    + ", which the ranking uses too; at least " + LEAST_CONTEXTS + " are needed");
        }
        boolean supported = dose.selectivity() > 0 && dose.pValue() < SIGNIFICANT;
        Dose.Band controls = dose.selectivityOfControls();
        String summary = String.format(Locale.ROOT,
                "Ablating %s at once changes the loss of rare targets by %+.4f and of common ones by"
                        + " %+.4f nats, a difference of %+.4f where %d matched sets have %+.4f (95 %% within %+.4f to %+.4f),"
                        + " p = %.3g; the neurons one at a time add up to %.4f nats %s for rare targets. %s",
                found
                        ? "the plateau's " + dose.size() + " neurons"
                        : "the " + dose.size() + " top-ranked neurons, substitutes for a plateau that was not found or"
                                + " not requested,",
                dose.rare().mean(), dose.common().mean(), dose.selectivity(), dose.controls().size(),
                controls.mean(), controls.low(), controls.high(), dose.pValue(), Math.abs(dose.rareSynergy().mean()),
                dose.rareSynergy().mean() > 0 ? "less" : "more",
                enough == null
                        ? "No number of top ranks that was tried suffices for rare targets alone."
                        : "The top " + enough + " ranks alone suffice for rare targets.");
        return new CausalNeedVerdict(supported ? "supported" : "not supported", STATISTIC, dose.selectivity(),
                dose.pValue(), TEST, summary);
    }
}
