-- Does any attention head matter more to the plateau for rare than for common tokens, and does patching it move the plateau's activation?
-- in_verdict goes by Holm's correction, as the verdict on routing does (no false head in 95 % of experiments);
-- routes_rare_tokens by Benjamini and Hochberg's, which finds more (one in twenty of those found may be false).
\ir chosen.psql
SELECT h.experiment_id, h.model, h.layer, h.head, h.impact_rare, h.impact_common, h.excess, h.p_raw, h.p_value AS p_holm, h.p_bonferroni,
       h.p_benjamini_hochberg, h.excess > 0 AND h.p_value < 0.05 AS in_verdict,
       h.excess > 0 AND h.p_benjamini_hochberg < 0.05 AS routes_rare_tokens, h.gini_rare,
       h.gini_common, h.gini_p_benjamini_hochberg, h.similarity, p.pairs, p.moved, p.effect, p.effect_low, p.effect_high,
       p.p_benjamini_hochberg AS patching_p_benjamini_hochberg, coalesce(h.reason, p.reason) AS reason
FROM results.heads h
LEFT JOIN results.patching p USING (experiment_id, layer, head)
WHERE h.experiment_id = ANY (:'chosen')
ORDER BY h.experiment_id, h.p_benjamini_hochberg, h.excess DESC;
