-- The findings of experiments on checkpoints, one row per checkpoint and quantity.
CREATE OR REPLACE VIEW results.trajectories WITH (security_invoker = true) AS
SELECT e.experiment_id,
       substring(e.model FROM '^(.*)@step[0-9]+$') AS model,
       substring(e.model FROM '@step([0-9]+)$')::bigint AS step,
       coalesce(substring(e.experiment_id FROM '^(.*)[.][0-9]{2}$'), '') AS study,
       q.quantity, q.token_group, q.value, q.low, q.high, q.p_value
FROM results.experiments e
JOIN (
  SELECT experiment_id, 'kappa' AS quantity, token_group, kappa AS value, kappa_low AS low, kappa_high AS high,
         NULL::double precision AS p_value
  FROM results.regimes
  UNION ALL
  SELECT experiment_id, 'plateau size', token_group, plateau_size, plateau_size_low, plateau_size_high, NULL
  FROM results.regimes
  UNION ALL
  SELECT experiment_id, statistic, 'rare minus common', difference, NULL, NULL, p_corrected
  FROM results.regime_tests
  UNION ALL
  SELECT experiment_id, 'signed modularity, ' || neuron_group, 'rare', signed_modularity, signed_modularity_low,
         signed_modularity_high, p_corrected
  FROM results.table_1 WHERE neuron_group LIKE 'Plateau%'
  UNION ALL
  SELECT experiment_id, 'Gini coefficient of attention', 'rare minus common', gini_difference_contexts, NULL, NULL,
         gini_p_contexts
  FROM results.attention
  UNION ALL
  SELECT experiment_id, 'most selective head, percentage points', 'rare minus common',
         value, NULL, NULL, p_value
  FROM results.verdicts WHERE name = 'routing'
  UNION ALL
  SELECT experiment_id, 'share of plateau neurons of role ' || role, token_group,
         in_plateau::double precision / nullif(plateau, 0), NULL, NULL, p_corrected
  FROM results.role_enrichment
  UNION ALL
  SELECT experiment_id, 'plateau ablated at once, nats', 'rare minus common', selectivity, NULL, NULL,
         p_value
  FROM results.dose_response WHERE is_studied AND token_group = 'rare'
) q ON q.experiment_id = e.experiment_id
WHERE e.model ~ '@step[0-9]{1,15}$' AND e.status = 'COMPLETED';
COMMENT ON VIEW results.trajectories IS 'What experiments on the checkpoints of one training run found, one row per checkpoint and quantity (deploy/science, Trajectories); results.trajectory_changes says where it changes.';
COMMENT ON COLUMN results.trajectories.experiment_id IS 'The experiment on the checkpoint.';
COMMENT ON COLUMN results.trajectories.model IS 'Name of the model without its step.';
COMMENT ON COLUMN results.trajectories.step IS 'Training step, of the revision step<N>.';
COMMENT ON COLUMN results.trajectories.study IS 'Study that the experiment is of; empty without one.';
COMMENT ON COLUMN results.trajectories.quantity IS 'What was measured, with its unit.';
COMMENT ON COLUMN results.trajectories.token_group IS 'rare, common, or rare minus common.';
COMMENT ON COLUMN results.trajectories.value IS 'Its value; null where it could not be measured.';
COMMENT ON COLUMN results.trajectories.low IS 'Lower end of its 95 % interval; null where it has none.';
COMMENT ON COLUMN results.trajectories.high IS 'Upper end; null likewise.';
COMMENT ON COLUMN results.trajectories.p_value IS 'p of the experiment''s own test of the quantity, corrected as that test is; null where it has none.';
