package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

/**
 * Influence, regimes and the plateau.
 *
 * @param influence {@code abs-of-mean} (paper Eq. 1) or {@code mean-of-abs}
 * @param weighting weights of the fit of ln influence on ln rank: {@code inverse-rank} or {@code unweighted}
 * @param ranks which ranks line, segments and tail are fitted to: {@code above-noise} (as many as there are neurons whose
 *        mean loss change differs from 0 at a false discovery rate of 5 %; all where those are fewer than 30) or
 *        {@code all} (the paper)
 * @param plateauRule {@code auto} (excess, else flat, else top-k), {@code excess}, {@code flat} or {@code top-k}
 * @param plateauDelta mean excess over the power law that makes a plateau, in ln influence
 * @param topK number of top-ranked neurons used as substitutes where no plateau is found
 * @param minGroup neurons of one sign below which a group is filled with the next-ranked
 * @param bootstraps resamplings of the contexts
 * @param permutations randomisations of rare against common
 * @param minTail fewest neurons above the cut-off of the maximum-likelihood tail fit; below 50 its exponent is biased
 * @param tailDraws draws of the tail fit's goodness of fit; 0 leaves that test out
 */
public record RegimeSpecification(Influence influence, Weighting weighting, Ranks ranks, PlateauRule plateauRule,
        Double plateauDelta, Integer topK, Integer minGroup, Integer bootstraps, Integer permutations, Integer minTail,
        Integer tailDraws) {
    /** What the influence of a neuron is. */
    public enum Influence implements Choice {
        /** Absolute value of the mean loss change (paper Eq. 1). */
        ABS_OF_MEAN,
        /** Mean of the absolute loss changes. */
        MEAN_OF_ABS
    }

    /** Weights of the fit of ln influence on ln rank. */
    public enum Weighting implements Choice {
        /** 1/rank: each octave of ranks counts alike. */
        INVERSE_RANK,
        /** 1: each neuron counts alike. */
        UNWEIGHTED
    }

    /** Ranks to which line, segments and tail are fitted. */
    public enum Ranks implements Choice {
        /** Those above the noise floor, all where these are fewer than 30. */
        ABOVE_NOISE,
        /** All ranks (the paper). */
        ALL
    }

    /** What makes the top ranks a plateau. */
    public enum PlateauRule implements Choice {
        /** Excess, else flat, else top-k. */
        AUTO,
        /** Top ranks above the power law. */
        EXCESS,
        /** Top ranks that fall at most half as fast as the power law. */
        FLAT,
        /** No plateau is looked for: the top {@code topK} ranks are used. */
        TOP_K
    }

    public RegimeSpecification {
        influence = orDefault(influence, Influence.ABS_OF_MEAN);
        weighting = orDefault(weighting, Weighting.INVERSE_RANK);
        ranks = orDefault(ranks, Ranks.ABOVE_NOISE);
        plateauRule = orDefault(plateauRule, PlateauRule.AUTO);
        plateauDelta = orDefault(plateauDelta, 0.5);
        topK = orDefault(topK, 20);
        minGroup = orDefault(minGroup, 10);
        bootstraps = orDefault(bootstraps, 1_000);
        permutations = orDefault(permutations, 1_000);
        minTail = orDefault(minTail, 50);
        tailDraws = orDefault(tailDraws, 100);
        between("regimes.plateauDelta", plateauDelta, 0.0, 100.0);
        between("regimes.topK", topK, 2, 10_000);
        between("regimes.minGroup", minGroup, 1, 10_000);
        between("regimes.bootstraps", bootstraps, 20, 100_000);
        between("regimes.permutations", permutations, 19, 100_000);
        between("regimes.minTail", minTail, 10, 10_000);
        between("regimes.tailDraws", tailDraws, 0, 10_000);
        that(minGroup <= topK || plateauRule != PlateauRule.TOP_K, "regimes.minGroup is " + minGroup
                + "; with regimes.plateauRule top-k it must not exceed regimes.topK, " + topK);
    }
}
