-- How much of the plateau's activation depends on attention heads, with either correction, and what did the paper print?
\ir chosen.psql
SELECT t.experiment_id, t.model, t.ablation_target, t.which, t.contexts, t.change_percent, t.change_sd, t.effect_size,
       t.p_raw, t.p_value AS p_bonferroni, t.p_benjamini_hochberg,
       p.paper_change_percent, p.paper_effect_size, p.paper_p_value, t.reason
FROM results.table_2 t
-- One column for both models of the paper: one row per target.
LEFT JOIN (SELECT ablation_target, string_agg(model || ' ' || change_percent, ', ' ORDER BY model) AS paper_change_percent,
                  string_agg(model || ' ' || effect_size, ', ' ORDER BY model) AS paper_effect_size,
                  string_agg(model || ' ' || p_value, ', ' ORDER BY model) AS paper_p_value
           FROM results.paper_table_2 GROUP BY ablation_target) p USING (ablation_target)
WHERE t.experiment_id = ANY (:'chosen')
ORDER BY t.experiment_id, t.ablation_target;
