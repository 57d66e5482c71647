-- Does influence fall as a power law of the rank, down to where noise begins, is there a plateau of rare tokens, and how far is that from the paper's values?
\ir chosen.psql
SELECT r.experiment_id, r.model, r.token_group, r.noise_floor, r.ranks_fitted, r.kappa, r.kappa_low, r.kappa_high,
       r.kappa_corrected, r.kappa_percentile_low, r.kappa_percentile_high, p.kappa AS paper_kappa,
       p.kappa_sd AS paper_kappa_sd, p.kappa BETWEEN r.kappa_low AND r.kappa_high AS paper_kappa_in_interval, r.r_squared,
       p.r_squared AS paper_r_squared, r.share_within_tenth, p.share_within_tenth AS paper_share_within_tenth, r.segments,
       r.breakpoint_1, r.breakpoint_2, r.plateau_rule, r.plateau_size, r.plateau_size_low, r.plateau_size_high,
       p.plateau_low AS paper_plateau_low, p.plateau_high AS paper_plateau_high, r.plateau_statement, r.noise_statement,
       r.reason
FROM results.regimes r
LEFT JOIN results.paper_regimes p USING (token_group)
WHERE r.experiment_id = ANY (:'chosen')
ORDER BY r.experiment_id, r.token_group DESC;
