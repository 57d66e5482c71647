package io.plateau.routing.analysis;

import java.util.List;
import java.util.Map;

import io.plateau.contracts.specification.AttentionSpecification.Maximum;
import io.plateau.routing.attention.AttentionSummary;
import io.plateau.routing.impact.HeadImpact;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.patching.PatchedActivation;
import io.plateau.routing.patching.PatchingEffect;
import io.plateau.routing.table2.Table2;
import io.plateau.routing.table2.Table2Row;
import io.plateau.routing.verdict.RoutingVerdict;
import io.plateau.routing.verdict.Selectivity;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;

/**
 * Results of the routing stage of one experiment.
 *
 * @param heads by layer, then head
 * @param byContext what checkpoints are compared by
 * @param patching per patched head and layer; empty when nothing was patched
 */
public record RoutingAnalysis(List<HeadRow> heads, AttentionSummary attention, List<Table2Row> table2,
        List<PatchingEffect> patching, RoutingVerdict verdict, Map<ContextQuantity, ContextValues> byContext) {

    /**
     * @param seed of the experiment's specification
     * @param maximum of its section on attention
     */
    public static RoutingAnalysis of(AttentionSummary attention, PlateauActivation plateau, PatchedActivation patched,
            long seed, Maximum maximum) {
        List<Selectivity> selectivities = Selectivity.ofAll(plateau);
        List<Table2Row> table2 = Table2.of(plateau, seed);
        return new RoutingAnalysis(HeadRow.join(attention.heads(), HeadImpact.ofAll(plateau), selectivities), attention,
                table2, PatchingEffect.ofAll(patched),
                maximum == Maximum.NAIVE
                        ? RoutingVerdict.naive(Table2.naiveMaximum(table2), attention)
                        : RoutingVerdict.of(selectivities, attention),
                Map.of(difference("Gini coefficient of attention"), attention.giniByContext(),
                        difference("heads ablated, percent of plateau activation"),
                        plateau.selectivityByContext()));
    }

    private static ContextQuantity difference(String name) {
        return new ContextQuantity(name, ContextQuantity.DIFFERENCE);
    }
}
