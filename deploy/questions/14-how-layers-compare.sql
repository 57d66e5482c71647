-- How do the model's layers compare: regimes, plateau, clustering and routing of each, by its latest completed experiments?
\ir chosen.psql
WITH latest AS (
  SELECT DISTINCT ON (e.model, e.mlp_layer, method) e.experiment_id, e.model, e.mlp_layer,
         coalesce(e.specification #>> '{mlp,method}', 'final MLP') AS method
  FROM results.experiments e
  WHERE e.status = 'COMPLETED'
    AND e.model IN (SELECT c.model FROM results.experiments c WHERE c.experiment_id = ANY (:'chosen'))
  ORDER BY e.model, e.mlp_layer, method, e.finished_at DESC
)
SELECT l.experiment_id, l.model, l.mlp_layer, l.method, r.token_group, r.positions, r.noise_floor, r.kappa, r.kappa_low,
       r.kappa_high, r.plateau_rule, r.plateau_size, c.outcome AS clustering, c.p_value AS p_clustering,
       h.outcome AS routing, h.p_value AS p_routing, s.missed, s.sampled, s.share_at_most AS missed_at_most
FROM latest l
JOIN results.regimes r USING (experiment_id)
LEFT JOIN results.verdicts c ON c.experiment_id = l.experiment_id AND c.name = 'clustering'
LEFT JOIN results.verdicts h ON h.experiment_id = l.experiment_id AND h.name = 'routing'
LEFT JOIN results.screening s ON s.experiment_id = l.experiment_id AND s.token_group = r.token_group
ORDER BY l.model, l.mlp_layer DESC, l.method, r.token_group DESC;
