-- Do plateau neurons form modules more than random neurons do, by Louvain and by spectral clustering, and what did the paper print?
SELECT t.experiment_id, t.model, t.neuron_group, t.plateau_rule, t.neurons, t.filled, t.signed_modularity,
       t.signed_modularity_low, t.signed_modularity_high, t.communities, t.p_value, t.p_corrected, t.p_mann_whitney, t.cohens_d,
       t.spectral_modularity, t.p_spectral, p.model AS paper_model, p.signed_modularity AS paper_signed_modularity,
       p.communities AS paper_communities, p.p_value AS paper_p_value, t.reason
FROM results.table_1 t
LEFT JOIN results.paper_table_1 p USING (neuron_group)
ORDER BY t.experiment_id, t.neuron_group, p.model;
