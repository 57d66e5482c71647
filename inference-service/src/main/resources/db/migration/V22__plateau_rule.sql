-- Verdicts on substitutes must not read like verdicts on a plateau.
CREATE OR REPLACE VIEW results.verdicts AS
SELECT v.experiment_id, r.model, v.name, v.outcome, v.statistic, v.value, v.p_value, v.test, v.summary,
       p.rule AS plateau_rule
FROM verdict v JOIN experiment_run r USING (experiment_id) LEFT JOIN plateau p USING (experiment_id);
COMMENT ON COLUMN results.verdicts.plateau_rule IS 'excess or flat: the rule by which the plateau was found. top-k: there is no plateau, or top-k was asked for; what clustering and routing say of plateau neurons is about substitutes, the top-ranked neurons. Null where the experiment ended before its plateau was looked for.';
