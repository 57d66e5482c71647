-- Is the tail of the influences a power law at all, does its exponent agree with the line's 1 + 1 / kappa, and which other law fits better?
\ir chosen.psql
SELECT f.experiment_id, f.model, f.token_group, f.size, f.cutoff, f.alpha, f.standard_error, f.line_alpha, f.line_agrees,
       f.segment_alpha, f.segment_agrees, f.goodness_p, f.plausible, t.alternative, t.log_ratio, t.p_value, t.favours,
       coalesce(f.reason, t.reason) AS reason
FROM results.tail_fits f
LEFT JOIN results.tail_tests t USING (experiment_id, token_group)
WHERE f.experiment_id = ANY (:'chosen')
ORDER BY f.experiment_id, f.token_group DESC, t.log_ratio;
