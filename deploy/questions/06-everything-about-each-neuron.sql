-- What is known about each neuron: its influence on rare and on common tokens, its rank and regime, its place in the plateau and in the communities?
SELECT rare.experiment_id, rare.model, rare.neuron, rare.sign, rare.role, rare.rank AS rank_rare,
       common.rank AS rank_common, rare.influence AS influence_rare, figure.influence_low AS band_low_rare,
       figure.influence_high AS band_high_rare, common.influence AS influence_common, rare.mean_delta AS mean_delta_rare,
       rare.standard_error AS standard_error_rare, rare.z AS z_rare, common.mean_delta AS mean_delta_common,
       common.standard_error AS standard_error_common, common.z AS z_common,
       rare.share_positive AS share_positive_rare, rare.delta AS delta_rare, rare.regime AS regime_rare,
       common.regime AS regime_common, own.neuron_group, own.community AS community_in_group,
       layer.community AS community_in_layer, enriched.neurons AS community_neurons,
       enriched.plateau_neurons AS community_plateau_neurons, enriched.p_corrected AS community_p_corrected,
       drawn.sets AS control_sets
FROM results.neurons rare
LEFT JOIN results.neurons common
  ON common.experiment_id = rare.experiment_id AND common.neuron = rare.neuron AND common.token_group = 'common'
LEFT JOIN results.figure_1 figure
  ON figure.experiment_id = rare.experiment_id AND figure.neuron = rare.neuron AND figure.token_group = 'rare'
LEFT JOIN results.community_members own
  ON own.experiment_id = rare.experiment_id AND own.neuron = rare.neuron AND own.graph = 'set' AND own.set_index = 0
LEFT JOIN results.community_members layer
  ON layer.experiment_id = rare.experiment_id AND layer.neuron = rare.neuron AND layer.graph = 'layer'
LEFT JOIN results.communities enriched
  ON enriched.experiment_id = layer.experiment_id AND enriched.graph = 'layer' AND enriched.community = layer.community
LEFT JOIN (SELECT experiment_id, neuron, count(*) AS sets
           FROM results.community_members WHERE graph = 'set' AND set_index > 0 GROUP BY experiment_id, neuron) drawn
  ON drawn.experiment_id = rare.experiment_id AND drawn.neuron = rare.neuron
WHERE rare.token_group = 'rare'
ORDER BY rare.experiment_id, rare.rank NULLS LAST, rare.neuron;
