-- Which communities of the whole layer's graph hold more plateau neurons than chance would put there?
\ir chosen.psql
SELECT l.experiment_id, l.model, l.neurons AS layer_neurons, l.edges, l.communities, l.signed_modularity,
       l.plateau_rule, l.plateau_neurons AS layer_plateau_neurons, l.concentration, l.concentration_expected, l.p_concentration,
       c.community, c.neurons, c.plateau_neurons, c.expected, c.p_value, c.p_corrected, coalesce(l.reason, c.reason) AS reason
FROM results.layer_graphs l
LEFT JOIN results.communities c ON c.experiment_id = l.experiment_id AND c.graph = 'layer'
WHERE l.experiment_id = ANY (:'chosen')
ORDER BY l.experiment_id, c.p_value, c.community;
