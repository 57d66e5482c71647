package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.oneOf;
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
public record RegimeSpecification(String influence, String weighting, String ranks, String plateauRule,
        Double plateauDelta, Integer topK, Integer minGroup, Integer bootstraps, Integer permutations, Integer minTail,
        Integer tailDraws) {

    public RegimeSpecification {
        influence = orDefault(influence, "abs-of-mean");
        weighting = orDefault(weighting, "inverse-rank");
        ranks = orDefault(ranks, "above-noise");
        plateauRule = orDefault(plateauRule, "auto");
        plateauDelta = orDefault(plateauDelta, 0.5);
        topK = orDefault(topK, 20);
        minGroup = orDefault(minGroup, 10);
        bootstraps = orDefault(bootstraps, 1_000);
        permutations = orDefault(permutations, 1_000);
        minTail = orDefault(minTail, 50);
        tailDraws = orDefault(tailDraws, 100);
        oneOf("regimes.influence", influence, "abs-of-mean", "mean-of-abs");
        oneOf("regimes.weighting", weighting, "inverse-rank", "unweighted");
        oneOf("regimes.ranks", ranks, "above-noise", "all");
        oneOf("regimes.plateauRule", plateauRule, "auto", "excess", "flat", "top-k");
        between("regimes.plateauDelta", plateauDelta, 0.0, 100.0);
        between("regimes.topK", topK, 2, 10_000);
        between("regimes.minGroup", minGroup, 1, 10_000);
        between("regimes.bootstraps", bootstraps, 20, 100_000);
        between("regimes.permutations", permutations, 19, 100_000);
        between("regimes.minTail", minTail, 10, 10_000);
        between("regimes.tailDraws", tailDraws, 0, 10_000);
        that(minGroup <= topK || !"top-k".equals(plateauRule), "regimes.minGroup is " + minGroup
                + "; with regimes.plateauRule top-k it must not exceed regimes.topK, " + topK);
    }
}
