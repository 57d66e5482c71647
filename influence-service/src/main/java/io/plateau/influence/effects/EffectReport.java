package io.plateau.influence.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plateau.contracts.specification.MechanismSpecification;
import io.plateau.statistics.trajectory.ContextParts;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;

/**
 * Effects, roles and enrichment of an experiment.
 *
 * @param groups rare, then common
 * @param roles per group, N
 * @param enrichment of the plateau, or of its substitutes, in both groups' roles; empty where there are none
 * @param shares of those neurons in each role, by part of the contexts; empty likewise
 */
public record EffectReport(List<GroupEffects> groups, List<Role[]> roles, NeuronProperties properties,
        List<RoleEnrichment> enrichment, Map<ContextQuantity, ContextValues> shares) {

    /** @param plateau neurons of the plateau, or its substitutes */
    public static EffectReport of(List<GroupEffects> groups, NeuronProperties properties, int[] plateau,
            MechanismSpecification rule, long seed) {
        List<Role[]> roles = new ArrayList<>();
        List<RoleEnrichment> enrichment = new ArrayList<>();
        Map<ContextQuantity, ContextValues> shares = new LinkedHashMap<>();
        for (GroupEffects group : groups) {
            Role[] ofGroup = Role.of(group.mean(), properties.nullSpaceShare(), rule);
            roles.add(ofGroup);
            if (plateau.length > 0 && group.positions() > 0) {
                enrichment.addAll(RoleEnrichment.of(group.group(), ofGroup, plateau, properties.absoluteActivation(),
                        rule.matchedSets(), seed));
                shares.putAll(shares(group, properties, plateau, rule));
            }
        }
        return new EffectReport(groups, roles, properties, enrichment, shares);
    }

    /** The roles that the neurons have by the means of each part of the contexts. */
    private static Map<ContextQuantity, ContextValues> shares(GroupEffects group, NeuronProperties properties,
            int[] plateau, MechanismSpecification rule) {
        List<Role[]> byPart = Arrays.stream(group.partMean())
                .map(mean -> mean == null ? null : Role.of(mean, properties.nullSpaceShare(), rule)).toList();
        Map<ContextQuantity, ContextValues> shares = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            if (role != Role.MIXED) {
                shares.put(new ContextQuantity("share of plateau neurons of role " + role.label(),
                        group.group().label()),
                        ContextParts.values(byPart.stream()
                                .mapToDouble(roles -> roles == null ? Double.NaN : share(role, roles, plateau))
                                .toArray()));
            }
        }
        return shares;
    }

    private static double share(Role role, Role[] roles, int[] neurons) {
        return Arrays.stream(neurons).filter(n -> roles[n] == role).count() / (double) neurons.length;
    }
}
