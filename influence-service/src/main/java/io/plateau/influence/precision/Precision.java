package io.plateau.influence.precision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.influence.losses.ContextSums;
import io.plateau.statistics.tokens.TokenGroup;

/** The judgement on all neurons of an experiment; without groups where the loss changes are exact. */
public record Precision(List<GroupPrecision> groups) {

    /** @param errors null where no loss change is that of a series */
    public static Precision of(ContextSums sums, ErrorSums errors, AblationSpecification promised) {
        List<GroupPrecision> groups = new ArrayList<>();
        if (errors != null) {
            var distinct = sums.distinct();
            for (TokenGroup group : TokenGroup.values()) {
                groups.add(GroupPrecision.of(group, sums.group(group), distinct.get(group), errors, promised));
            }
        }
        return new Precision(groups);
    }

    /** Neurons that miss what is promised in either group, ascending. */
    public int[] missing() {
        return groups.isEmpty()
                ? new int[0]
                : IntStream.range(0, groups.get(0).error().length)
                        .filter(n -> groups.stream().anyMatch(group -> group.misses(n))).toArray();
    }
}
