package io.plateau.influence.analysis;

import java.util.List;

import io.plateau.influence.plateau.SelectedNeurons;
import io.plateau.influence.uncertainty.Comparison;

/**
 * Everything the regimes stage finds.
 *
 * @param groups rare, then common
 * @param selected the neurons of the later stages
 * @param comparisons rare against common; empty when not testable
 */
public record RegimeReport(List<GroupRegimes> groups, SelectedNeurons selected, List<Comparison> comparisons,
        DualRegimesVerdict verdict) {

    /** With a sentence more in the verdict's summary. */
    public RegimeReport noting(String sentence) {
        return new RegimeReport(groups, selected, comparisons, new DualRegimesVerdict(verdict.outcome(),
                verdict.statistic(), verdict.value(), verdict.pValue(), verdict.test(),
                verdict.summary() + " " + sentence));
    }
}
