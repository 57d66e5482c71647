package io.plateau.influence.effects;

import java.util.ArrayList;
import java.util.List;

import io.plateau.contracts.specification.MechanismSpecification;

/**
 * Effects, roles and enrichment of an experiment.
 *
 * @param groups rare, then common
 * @param roles per group, N
 * @param enrichment of the plateau, or of its substitutes, in both groups' roles; empty where there are none
 */
public record EffectReport(List<GroupEffects> groups, List<Role[]> roles, NeuronProperties properties,
        List<RoleEnrichment> enrichment) {

    /** @param plateau neurons of the plateau, or its substitutes */
    public static EffectReport of(List<GroupEffects> groups, NeuronProperties properties, int[] plateau,
            MechanismSpecification rule, long seed) {
        List<Role[]> roles = new ArrayList<>();
        List<RoleEnrichment> enrichment = new ArrayList<>();
        for (GroupEffects group : groups) {
            Role[] ofGroup = Role.of(group, properties.nullSpaceShare(), rule);
            roles.add(ofGroup);
            if (plateau.length > 0 && group.positions() > 0) {
                enrichment.addAll(RoleEnrichment.of(group.group(), ofGroup, plateau, properties.absoluteActivation(),
                        rule.matchedSets(), seed));
            }
        }
        return new EffectReport(groups, roles, properties, enrichment);
    }
}
