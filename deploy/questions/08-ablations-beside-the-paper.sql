-- How much of the plateau's activation depends on attention heads, with either correction, and what did the paper print?
SELECT t.experiment_id, t.model, t.ablation_target, t.which, t.contexts, t.change_percent, t.change_sd, t.effect_size,
       t.p_raw, t.p_value AS p_bonferroni, t.p_benjamini_hochberg, p.model AS paper_model,
       p.change_percent AS paper_change_percent, p.effect_size AS paper_effect_size, p.p_value AS paper_p_value, t.reason
FROM results.table_2 t
LEFT JOIN results.paper_table_2 p USING (ablation_target)
ORDER BY t.experiment_id, t.ablation_target, p.model;
