package io.plateau.routing.table2;

import io.plateau.routing.statistics.PairedTest;

/**
 * One row of Table 2: a paired comparison over contexts of the rare targets' plateau activation with and without an
 * ablation. The contexts are the units, each counting alike.
 *
 * @param target as the table names it
 * @param which what was ablated, for example "layer 4 head 2"
 * @param change paired test on the contexts' signed changes, percent of the baseline activation over all contexts
 * @param pValue Bonferroni-corrected over the table's rows; null when undefined
 * @param reason why something is undefined, else null
 */
public record Table2Row(String target, String which, PairedTest change, Double pValue, String reason) {

    /** Cohen's d over contexts, positive where the ablation lowers the activation; null when undefined. */
    public Double effectSize() {
        return change.cohensD() == null ? null : (Double) (-change.cohensD());
    }

    Table2Row withPValue(Double corrected) {
        return new Table2Row(target, which, change, corrected, reason);
    }
}
