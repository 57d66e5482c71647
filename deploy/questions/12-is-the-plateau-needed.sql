-- What do the top ranks do together: is the plateau needed for rare tokens, does it back itself up, does it suffice?
\ir chosen.psql
SELECT d.experiment_id, d.model, d.size, d.is_studied, d.change AS rare, d.low AS rare_low, d.high AS rare_high,
       c.change AS common, d.selectivity, d.selectivity_controls, d.p_value, d.synergy, d.synergy_low, d.synergy_high,
       s.share_of_gap AS share_of_gap_left_alone, s.suffices
FROM results.dose_response d
JOIN results.dose_response c ON c.experiment_id = d.experiment_id AND c.size = d.size AND c.token_group = 'common'
LEFT JOIN results.sufficiency s ON s.experiment_id = d.experiment_id AND s.size = d.size AND s.token_group = 'rare'
WHERE d.experiment_id = ANY (:'chosen') AND d.token_group = 'rare'
ORDER BY d.experiment_id, d.size;
