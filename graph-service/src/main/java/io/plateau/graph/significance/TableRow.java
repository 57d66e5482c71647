package io.plateau.graph.significance;

/**
 * A row of Table 1; a value that cannot be given is null.
 *
 * @param label as in the paper
 * @param neurons in the set; of controls that differ in size, null
 * @param filled how many of them are filled, not plateau
 * @param signedModularity of the group; of the controls their mean
 * @param signedModularitySd over bootstraps of the contexts; of the controls over the controls
 * @param signedModularityLow 2.5th percentile of the same
 * @param signedModularityHigh 97.5th percentile of the same
 * @param communities of the group; of the controls their mean
 * @param communitiesSd as signedModularitySd
 * @param pValue one-sided permutation p: the test
 * @param pCorrected the same after Bonferroni over the tested groups
 * @param pTwoSided two-sided permutation p
 * @param pMannWhitney the paper's test, bootstraps against controls, after Bonferroni
 * @param cohensD bootstraps against controls
 * @param spectralModularity largest Q_signed over the spectral partitions; of the controls their mean
 * @param pSpectral one-sided permutation p of the same
 * @param reason why the row is not tested or lacks a value, or null
 */
public record TableRow(String label, Integer neurons, Integer filled, Double signedModularity,
        Double signedModularitySd, Double signedModularityLow, Double signedModularityHigh, Double communities,
        Double communitiesSd, Double pValue, Double pCorrected, Double pTwoSided, Double pMannWhitney, Double cohensD,
        Double spectralModularity, Double pSpectral, String reason) {
}
