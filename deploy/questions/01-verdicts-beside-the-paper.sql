-- Do the three findings of the paper hold for this model: what was decided here, by which test, and what did the paper say?
\ir chosen.psql
SELECT v.experiment_id, v.model, v.name, v.outcome, p.outcome AS paper_outcome, v.outcome = p.outcome AS same_outcome,
       v.statistic, v.value, v.p_value, v.test, v.plateau_rule, v.summary, p.summary AS paper_summary
FROM results.verdicts v
JOIN results.paper_verdicts p USING (name)
WHERE v.experiment_id = ANY (:'chosen')
ORDER BY v.experiment_id, array_position(ARRAY['dual regimes', 'clustering', 'routing'], v.name);
