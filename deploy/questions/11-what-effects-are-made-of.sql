-- What are the neurons' effects made of, which roles follow, and has the plateau more neurons of a role than chance?
\ir chosen.psql
SELECT e.experiment_id, e.model, e.token_group, e.role, e.in_layer, e.layer, e.in_plateau, e.plateau, e.matched_mean,
       e.p_hypergeometric, e.p_value, e.p_corrected, n.mean_direct, n.mean_norm_mediated, n.mean_frequency_mediated,
       n.mean_entropy_change
FROM results.role_enrichment e
LEFT JOIN (SELECT experiment_id, token_group, role, avg(abs(direct)) AS mean_direct,
                  avg(abs(norm_mediated)) AS mean_norm_mediated, avg(abs(frequency_mediated)) AS mean_frequency_mediated,
                  avg(entropy_change) AS mean_entropy_change
           FROM results.neuron_effects GROUP BY experiment_id, token_group, role) n USING (experiment_id, token_group, role)
WHERE e.experiment_id = ANY (:'chosen')
ORDER BY e.experiment_id, e.token_group DESC, e.role;
