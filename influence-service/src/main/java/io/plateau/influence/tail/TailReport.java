package io.plateau.influence.tail;

import java.util.List;
import java.util.Optional;

/**
 * Whether the influences of one token group have a power-law tail.
 *
 * @param fit empty where none could be fitted
 * @param goodnessOfFit p-value; empty when not requested
 * @param draws behind goodnessOfFit
 * @param ratios the power law against each other family; empty without a fit
 * @param reason why there is no fit; null when there is one
 */
public record TailReport(Optional<PowerLawTail> fit, Optional<Double> goodnessOfFit, int draws,
        List<LikelihoodRatio> ratios, String reason) {
    /** The authors rule a power law out at or below it. */
    public static final double IMPLAUSIBLE = 0.1;

    static TailReport none(String reason) {
        return new TailReport(Optional.empty(), Optional.empty(), 0, List.of(), reason);
    }

    /** Whether the data could have come from the law; empty where that was not tested. */
    public Optional<Boolean> plausible() {
        return goodnessOfFit.map(p -> p > IMPLAUSIBLE);
    }
}
