package io.plateau.influence.noise;

import java.util.Locale;

import io.plateau.contracts.specification.RegimeSpecification.Ranks;

/**
 * Down to which rank a ranking is fitted.
 *
 * @param noiseFloor neurons whose meanDelta differs from 0, see {@link NoiseFloor}; null where that is unknown
 * @param ranks how many ranks are fitted, from 1
 * @param aboveNoise whether these are the ranks above the noise floor alone
 * @param ofMean whether influence is |mean dL|, which noise makes where there is none
 * @param statement one sentence for a reader
 */
public record FittedRanks(Integer noiseFloor, int ranks, boolean aboveNoise, boolean ofMean, String statement) {
    private static final String RATE = " at a false discovery rate of 5 %";

    /**
     * @param neurons N
     * @param ranked M: those with an influence
     * @param asked the specification's ranks: {@code above-noise} or {@code all}
     * @param ofMean whether influence is |mean dL|: a mean of |dL| has no sign to be sure of, and no floor
     */
    public static FittedRanks of(int noiseFloor, int neurons, int ranked, Ranks asked, boolean ofMean) {
        String found = String.format(Locale.ROOT, "%s of %d neurons %s from noise%s",
                noiseFloor == 0 ? "none" : noiseFloor, neurons, noiseFloor == 1 ? "differs" : "differ", RATE);
        if (ofMean && asked == Ranks.ABOVE_NOISE && noiseFloor >= NoiseFloor.MIN_RANKS) {
            int ranks = Math.min(noiseFloor, ranked);
            return new FittedRanks(noiseFloor, ranks, true, true, found + ": ranks 1 to " + ranks + " are fitted");
        }
        return new FittedRanks(noiseFloor, ranked, false, ofMean, found + why(noiseFloor, asked, ofMean));
    }

    /** Where contexts cannot tell noise from influence: all ranks are fitted. */
    public static FittedRanks unknown(int ranked, String reason) {
        return new FittedRanks(null, ranked, false, true,
                "the noise floor is unknown, so all ranks are fitted: " + reason);
    }

    /** Whether most of the ranking is noise, or all of it. */
    public boolean tooFewAboveNoise() {
        return ofMean && noiseFloor != null && noiseFloor < NoiseFloor.MIN_RANKS;
    }

    /** Top ranks that are distinguishable from noise. */
    public int resolved() {
        if (!ofMean) {
            return ranks;
        }
        return noiseFloor == null ? 0 : noiseFloor;
    }

    private static String why(int noiseFloor, Ranks asked, boolean ofMean) {
        if (asked != Ranks.ABOVE_NOISE) {
            return "; all ranks are fitted, as asked";
        }
        if (!ofMean) {
            return "; all ranks are fitted, for a mean of |dL| has no noise floor";
        }
        return noiseFloor == 0
                ? "; all ranks are fitted, and the ranking may be noise alone"
                : ", fewer than " + NoiseFloor.MIN_RANKS + "; all ranks are fitted, and most of them are noise";
    }
}
