-- Do plateau neurons form modules more than random neurons do, by Louvain and by spectral clustering, and what did the paper print?
\ir chosen.psql
SELECT t.experiment_id, t.model, t.neuron_group, t.plateau_rule, t.neurons, t.filled, t.signed_modularity,
       t.signed_modularity_low, t.signed_modularity_high, t.communities, t.p_value, t.p_corrected, t.p_mann_whitney, t.cohens_d,
       t.spectral_modularity, t.p_spectral, p.paper_signed_modularity, p.paper_communities, p.paper_p_value, t.reason
FROM results.table_1 t
-- One column for both models of the paper: one row per group.
LEFT JOIN (SELECT neuron_group, string_agg(model || ' ' || signed_modularity, ', ' ORDER BY model) AS paper_signed_modularity,
                  string_agg(model || ' ' || communities, ', ' ORDER BY model) AS paper_communities,
                  string_agg(model || ' ' || p_value, ', ' ORDER BY model) AS paper_p_value
           FROM results.paper_table_1 GROUP BY neuron_group) p USING (neuron_group)
WHERE t.experiment_id = ANY (:'chosen')
ORDER BY t.experiment_id, t.neuron_group;
