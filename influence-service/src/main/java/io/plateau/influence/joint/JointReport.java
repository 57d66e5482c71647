package io.plateau.influence.joint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.plateau.statistics.trajectory.ContextValues;

/**
 * Dose response, selectivity, synergy and sufficiency of an experiment.
 *
 * @param studied neurons of the plateau, or of its substitutes
 * @param selectivity of the studied neurons ablated at once, by context
 * @param enough the fewest top ranks that suffice for rare targets; null where none that was tried does
 */
public record JointReport(int studied, List<Dose> doses, List<Sufficiency> sufficiency, Integer enough,
        CausalNeedVerdict verdict, ContextValues selectivity) {

    /**
     * @param studied neurons of the plateau, or of its substitutes
     * @param found whether it is a plateau
     * @param withinGap the share of the gap within which top ranks suffice
     */
    public static JointReport of(JointSums sums, int studied, boolean found, double withinGap) {
        List<Dose> doses = sums.sizes(SetKey.Kind.TOP).stream().map(size -> Dose.of(sums, size)).toList();
        SetLosses none = sums.of(SetKey.Kind.REST, 0);
        List<Sufficiency> sufficiency = sums.sizes(SetKey.Kind.REST).stream().map(size -> {
            SetLosses rest = sums.of(SetKey.Kind.REST, size);
            return Sufficiency.of(size, rest, none);
        }).toList();
        OptionalInt enough = sufficiency.stream().filter(s -> s.size() > 0 && s.rareGap() <= withinGap)
                .mapToInt(Sufficiency::size).min();
        Optional<Dose> dose = doses.stream().filter(d -> d.size() == studied).findFirst();
        return new JointReport(studied, doses, sufficiency, enough.isPresent() ? enough.getAsInt() : null,
                CausalNeedVerdict.of(found, dose,
                        dose.isPresent() ? sums.of(SetKey.Kind.TOP, studied).contexts() : 0,
                        enough.isPresent() ? enough.getAsInt() : null),
                dose.map(d -> sums.of(SetKey.Kind.TOP, studied).selectivityByContext())
                        .orElseGet(() -> ContextValues.of(Map.of())));
    }
}
