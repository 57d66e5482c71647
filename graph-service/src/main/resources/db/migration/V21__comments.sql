-- What a null means where no reason stands beside it, and whom the counts of plateau neurons count.
COMMENT ON COLUMN results.table_1.p_corrected IS 'p_value after Bonferroni over the tested groups; null as p_value.';
COMMENT ON COLUMN results.table_1.p_two_sided IS 'Two-sided permutation p: twice the smaller one-sided one, at most 1; not corrected; null as p_value.';
COMMENT ON COLUMN results.table_1.p_mann_whitney IS 'The paper''s test: two-sided Mann-Whitney U of the bootstraps against the controls, after Bonferroni; bootstrapping inflates its n; null as p_value.';
COMMENT ON COLUMN results.table_1.cohens_d IS 'Difference of the means of bootstraps and controls / pooled standard deviation; null as p_value and where neither varies.';
COMMENT ON COLUMN results.table_1.p_spectral IS 'One-sided permutation p of spectral_modularity, not corrected; null as p_value.';
COMMENT ON COLUMN results.table_1.reason IS 'Why the row, or a part of it, is not tested; null where all is, and for controls.';
COMMENT ON COLUMN results.layer_graphs.plateau_neurons IS 'Plateau neurons of both signs, without those that only fill a group; where results.regimes reports no plateau, its substitutes (see results.plateaus).';
COMMENT ON COLUMN results.communities.plateau_neurons IS 'How many of them are plateau neurons of either sign, without those that only fill a group; where there is no plateau, how many of its substitutes.';
