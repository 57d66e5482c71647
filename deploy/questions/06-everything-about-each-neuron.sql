-- What is known about each neuron: its influence on rare and on common tokens, its rank and regime, its place in the plateau and in the communities?
\ir chosen.psql
SELECT experiment_id, model, neuron, sign, role, rank_rare, rank_common, influence_rare, influence_low_rare,
       influence_high_rare, influence_common, mean_delta_rare, standard_error_rare, z_rare, mean_delta_common,
       standard_error_common, z_common, share_positive_rare, delta_rare, regime_rare, regime_common, neuron_group,
       community_in_group, degree_in_group, community_in_layer, degree_in_layer, negative_degree_in_layer,
       community_neurons, community_plateau_neurons, community_p_corrected, control_sets, reason
FROM results.neurons
WHERE experiment_id = ANY (:'chosen')
ORDER BY experiment_id, rank_rare NULLS LAST, neuron;
