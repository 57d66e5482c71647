package io.plateau.influence.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.hipparchus.distribution.discrete.HypergeometricDistribution;

import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.sampling.MatchedSets;
import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.significance.PermutationTest;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Whether the plateau has more neurons of a role than chance.
 *
 * @param group by whose effects the roles are given
 * @param inPlateau plateau neurons of the role
 * @param plateau neurons of the plateau
 * @param inLayer neurons of the role in the whole layer
 * @param matchedMean mean number over the matched sets
 * @param hypergeometric P(at least as many) where the plateau's neurons are drawn from the layer
 * @param permutation the same over sets matched in mean |activation|
 * @param corrected the permutation's p after Holm over the group's roles
 */
public record RoleEnrichment(TokenGroup group, Role role, int inPlateau, int plateau, int inLayer, int layer,
        double matchedMean, double hypergeometric, double permutation, Double corrected) {

    /**
     * @param plateau neurons, not empty
     * @param matchedSets how many are drawn, at least one
     */
    static List<RoleEnrichment> of(TokenGroup group, Role[] roles, int[] plateau, double[] absoluteActivation,
            int matchedSets, long seed) {
        MatchedSets matched = new MatchedSets(absoluteActivation, plateau);
        int[][] sets = IntStream.range(0, matchedSets)
                .mapToObj(i -> matched.draw(SplitMix64.of(seed, "role enrichment", group.ordinal(), i)))
                .toArray(int[][]::new);
        List<RoleEnrichment> found = new ArrayList<>();
        for (Role role : Role.values()) {
            if (role != Role.MIXED) {
                found.add(of(group, role, roles, plateau, sets));
            }
        }
        List<Double> corrected = Correction.holm(found.stream().map(RoleEnrichment::permutation).toList());
        return IntStream.range(0, found.size()).mapToObj(i -> found.get(i).with(corrected.get(i))).toList();
    }

    private static RoleEnrichment of(TokenGroup group, Role role, Role[] roles, int[] plateau, int[][] sets) {
        int layer = (int) Arrays.stream(roles).filter(r -> r == role).count();
        int here = count(role, roles, plateau);
        double[] elsewhere = Arrays.stream(sets).mapToDouble(set -> count(role, roles, set)).toArray();
        return new RoleEnrichment(group, role, here, plateau.length, layer, roles.length,
                Arrays.stream(elsewhere).average().orElseThrow(),
                new HypergeometricDistribution(roles.length, layer, plateau.length).upperCumulativeProbability(here),
                PermutationTest.of(here, elsewhere).oneSided(), null);
    }

    private static int count(Role role, Role[] roles, int[] neurons) {
        return (int) Arrays.stream(neurons).filter(n -> roles[n] == role).count();
    }

    private RoleEnrichment with(Double adjusted) {
        return new RoleEnrichment(group, role, inPlateau, plateau, inLayer, layer, matchedMean, hypergeometric,
                permutation, adjusted);
    }
}
