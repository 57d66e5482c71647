package io.plateau.routing.table2;

import io.plateau.routing.statistics.CorrectedP;
import io.plateau.routing.statistics.PairedTest;

/**
 * One row of Table 2: a paired comparison over contexts of the rare targets' plateau activation with and without an
 * ablation. Each context counts alike.
 *
 * @param target as the table names it
 * @param which what was ablated, for example "layer 4 head 2"
 * @param change test of the signed changes, percent of the baseline activation over all contexts: the effect, and
 *        its p-value but for the head chosen on halves; paired over contexts, or over a sample of ablations and contexts
 * @param size mean over the row's ablations of |their change over all contexts|, percent: how much one of them changes,
 *        whichever way; of the head chosen on halves over both halves; null when undefined
 * @param p in the family of the table's rows: of {@link HalvesTest} for the head chosen on halves, else of
 *        {@code change}; the table prints it Bonferroni-corrected
 * @param reason why something is undefined, else null
 */
public record Table2Row(String target, String which, PairedTest change, Double size, CorrectedP p, String reason) {

    /** Mean over standard deviation, positive where the ablation lowers the activation; null when undefined. */
    public Double effectSize() {
        return change.cohensD() == null ? null : (Double) (-change.cohensD());
    }

    /** Bonferroni-corrected over the table's rows; null when undefined. */
    public Double pValue() {
        return p.bonferroni();
    }

    Table2Row with(CorrectedP corrected) {
        return new Table2Row(target, which, change, size, corrected, reason);
    }
}
