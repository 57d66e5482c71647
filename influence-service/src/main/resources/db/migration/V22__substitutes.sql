-- Counts of substitutes say so.
COMMENT ON COLUMN results.neurons.community_plateau_neurons IS 'Those of them that are in the plateau or, where results.plateaus.rule is top-k, are substitutes; null likewise.';
COMMENT ON COLUMN results.neurons.community_p_corrected IS 'Hypergeometric probability of so many of those neurons or more in that community, after Bonferroni over communities; null likewise.';
