package io.plateau.routing.analysis;

import java.util.List;

import io.plateau.routing.attention.AttentionSummary;
import io.plateau.routing.impact.HeadImpact;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.patching.PatchedActivation;
import io.plateau.routing.patching.PatchingEffect;
import io.plateau.routing.table2.Table2;
import io.plateau.routing.table2.Table2Row;
import io.plateau.routing.verdict.RoutingVerdict;
import io.plateau.routing.verdict.Selectivity;

/**
 * Results of the routing stage of one experiment.
 *
 * @param heads by layer, then head
 * @param patching per patched head and layer; empty when nothing was patched
 */
public record RoutingAnalysis(List<HeadRow> heads, AttentionSummary attention, List<Table2Row> table2,
        List<PatchingEffect> patching, RoutingVerdict verdict) {

    /** @param seed of the experiment's specification */
    public static RoutingAnalysis of(AttentionSummary attention, PlateauActivation plateau, PatchedActivation patched,
            long seed) {
        List<Selectivity> selectivities = Selectivity.ofAll(plateau);
        return new RoutingAnalysis(HeadRow.join(attention.heads(), HeadImpact.ofAll(plateau), selectivities), attention,
                Table2.of(plateau, seed), PatchingEffect.ofAll(patched),
                RoutingVerdict.of(selectivities, attention));
    }
}
