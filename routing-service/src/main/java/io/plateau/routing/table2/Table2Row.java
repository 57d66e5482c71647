package io.plateau.routing.table2;

import io.plateau.routing.statistics.CorrectedP;
import io.plateau.routing.statistics.PairedTest;

/**
 * One row of Table 2: a paired comparison over contexts of the rare targets' plateau activation with and without an
 * ablation. The contexts are the units, each counting alike.
 *
 * @param target as the table names it
 * @param which what was ablated, for example "layer 4 head 2"
 * @param change paired test on the contexts' signed changes, percent of the baseline activation over all contexts: the
 *        size of the effect, and its p-value but for the head chosen on halves
 * @param p in the family of the table's rows: of {@link HalvesTest} for the head chosen on halves, else of
 *        {@code change}; the table prints it Bonferroni-corrected
 * @param reason why something is undefined, else null
 */
public record Table2Row(String target, String which, PairedTest change, CorrectedP p, String reason) {

    /** Cohen's d over contexts, positive where the ablation lowers the activation; null when undefined. */
    public Double effectSize() {
        return change.cohensD() == null ? null : (Double) (-change.cohensD());
    }

    /** Bonferroni-corrected over the table's rows; null when undefined. */
    public Double pValue() {
        return p.bonferroni();
    }

    Table2Row with(CorrectedP corrected) {
        return new Table2Row(target, which, change, corrected, reason);
    }
}
