package io.plateau.influence.tail;

import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.special.Erf;

/**
 * The power law against another family fitted to the same influences (Vuong 1989; Clauset, Shalizi and Newman
 * 2009, appendix C).
 *
 * @param family the other family
 * @param first its first parameter, in the units {@link TailFamily} gives
 * @param second its second parameter; NaN where there is none
 * @param ratio Σ ln density of the power law minus that of the other, nats; positive favours the power law
 * @param normalised ratio / (√n · sd of its terms); NaN where the two densities are the same
 * @param pValue two-sided probability of so large a ratio if both fitted equally well; for the truncated power
 *        law, which contains the power law, that of 2 |ratio| under chi-squared with one degree of freedom
 * @param reason why the ratio is 0; null otherwise
 */
public record LikelihoodRatio(TailFamily family, double first, double second, double ratio, double normalised,
        double pValue, String reason) {
    /** The level the authors use for this test: above it neither is favoured. */
    public static final double LEVEL = 0.1;
    /** Nats over all values: what an optimiser leaves over, and no test could see. */
    private static final double SAME = 1e-6;

    static LikelihoodRatio of(TailFamily family, FittedTail law, FittedTail other) {
        int n = law.logLikelihood().length;
        double ratio = law.total() - other.total();
        double mean = ratio / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = law.logLikelihood()[i] - other.logLikelihood()[i] - mean;
            squares += d * d;
        }
        double sd = Math.sqrt(squares / n);
        if (Math.abs(ratio) < SAME || sd == 0) {
            return new LikelihoodRatio(family, other.first(), other.second(), 0, Double.NaN, 1,
                    "the best " + family.label() + " is the power law itself");
        }
        double normalised = ratio / (Math.sqrt(n) * sd);
        double p = family.nestsPowerLaw()
                ? 1 - new ChiSquaredDistribution(1).cumulativeProbability(2 * Math.abs(ratio))
                : Erf.erfc(Math.abs(normalised) / Math.sqrt(2));
        return new LikelihoodRatio(family, other.first(), other.second(), ratio, normalised, p, null);
    }

    /** {@code power law}, the other family's name, or {@code neither}. */
    public String favours() {
        if (pValue >= LEVEL) {
            return "neither";
        }
        return ratio > 0 ? TailFamily.POWER_LAW.label() : family.label();
    }
}
