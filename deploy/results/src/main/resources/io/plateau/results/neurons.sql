-- One row per experiment and neuron: the influence service's ranks beside the graph service's communities. It reads with the
-- rights of the querying role, so that neither service needs to see the other's data.
CREATE OR REPLACE VIEW results.neurons WITH (security_invoker = true) AS
SELECT rare.experiment_id,
       rare.model,
       rare.neuron,
       rare.sign,
       rare.role,
       coalesce(rare.role = 'plateau', false) AS in_plateau,
       rare.influence AS influence_rare,
       rare.rank AS rank_rare,
       rare.influence_low AS influence_low_rare,
       rare.influence_high AS influence_high_rare,
       rare.mean_delta AS mean_delta_rare,
       rare.mean_abs_delta AS mean_abs_delta_rare,
       rare.standard_error AS standard_error_rare,
       rare.z AS z_rare,
       rare.share_positive AS share_positive_rare,
       rare.fit AS fit_rare,
       rare.delta AS delta_rare,
       rare.regime AS regime_rare,
       common.influence AS influence_common,
       common.rank AS rank_common,
       common.influence_low AS influence_low_common,
       common.influence_high AS influence_high_common,
       common.mean_delta AS mean_delta_common,
       common.mean_abs_delta AS mean_abs_delta_common,
       common.standard_error AS standard_error_common,
       common.z AS z_common,
       common.share_positive AS share_positive_common,
       common.fit AS fit_common,
       common.delta AS delta_common,
       common.regime AS regime_common,
       own.neuron_group,
       own.community AS community_in_group,
       own.degree AS degree_in_group,
       own.negative_degree AS negative_degree_in_group,
       layer.community AS community_in_layer,
       layer.degree AS degree_in_layer,
       layer.negative_degree AS negative_degree_in_layer,
       enriched.neurons AS community_neurons,
       enriched.plateau_neurons AS community_plateau_neurons,
       enriched.p_corrected AS community_p_corrected,
       drawn.sets AS control_sets,
       nullif(concat_ws('; ',
         CASE WHEN rare.rank IS NULL THEN 'rare: the influence is 0, it has no rank' END,
         CASE WHEN common.rank IS NULL THEN 'common: the influence is 0, it has no rank' END,
         CASE WHEN layer.community IS NULL THEN coalesce(whole.reason,
           'the graph of all neurons is not made yet, or graph.layerRuns asks for none') END), '') AS reason,
       rare.mlp_layer,
       rare.exact
FROM results.neuron_influences rare
LEFT JOIN results.neuron_influences common
  ON common.experiment_id = rare.experiment_id AND common.neuron = rare.neuron AND common.token_group = 'common'
LEFT JOIN results.community_members own
  ON own.experiment_id = rare.experiment_id AND own.neuron = rare.neuron AND own.graph = 'set' AND own.set_index = 0
LEFT JOIN results.community_members layer
  ON layer.experiment_id = rare.experiment_id AND layer.neuron = rare.neuron AND layer.graph = 'layer'
LEFT JOIN results.communities enriched
  ON enriched.experiment_id = layer.experiment_id AND enriched.graph = 'layer' AND enriched.community = layer.community
LEFT JOIN results.layer_graphs whole ON whole.experiment_id = rare.experiment_id
LEFT JOIN (SELECT m.experiment_id, m.neuron, count(*)::integer AS sets
           FROM results.community_members m WHERE m.graph = 'set' AND m.set_index > 0 GROUP BY m.experiment_id, m.neuron) drawn
  ON drawn.experiment_id = rare.experiment_id AND drawn.neuron = rare.neuron
WHERE rare.token_group = 'rare';
COMMENT ON VIEW results.neurons IS 'Everything known about each neuron of the MLP that is studied, one row per experiment and neuron. dL: loss with the neuron ablated minus baseline loss, at a target position.';
COMMENT ON COLUMN results.neurons.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.neurons.model IS 'Name of the model.';
COMMENT ON COLUMN results.neurons.neuron IS 'Index of the neuron in the MLP, from 0.';
COMMENT ON COLUMN results.neurons.sign IS 'Of rare tokens. excitatory: mean dL > 0, ablating the neuron raises the loss; inhibitory: mean dL < 0; null: mean dL = 0 or no position.';
COMMENT ON COLUMN results.neurons.role IS 'What the neuron is to the later stages: plateau; substitute, one of the top ranks, used because no plateau was found; filled, next-ranked of its sign added up to minGroup; null, none of these.';
COMMENT ON COLUMN results.neurons.in_plateau IS 'Whether the neuron is of the plateau that was found, substitutes and filled neurons not counted.';
COMMENT ON COLUMN results.neurons.influence_rare IS 'Influence on rare tokens in nats, by the definition in results.regimes.influence.';
COMMENT ON COLUMN results.neurons.rank_rare IS 'Rank by that influence, descending, from 1; null where it is 0.';
COMMENT ON COLUMN results.neurons.influence_low_rare IS 'Lower end of the 95 % interval of the noise-free influence at that rank, nats, as in results.figure_1; null without a rank or intervals.';
COMMENT ON COLUMN results.neurons.influence_high_rare IS 'Upper end of that interval, nats.';
COMMENT ON COLUMN results.neurons.mean_delta_rare IS 'Mean of dL over rare target positions, nats; null where there is none.';
COMMENT ON COLUMN results.neurons.mean_abs_delta_rare IS 'Mean of |dL| over them, nats; null likewise.';
COMMENT ON COLUMN results.neurons.standard_error_rare IS 'Standard error of the mean of dL, clustered by context, nats; null with fewer than two contexts.';
COMMENT ON COLUMN results.neurons.z_rare IS 'Mean of dL / its standard error, no unit; null where either is missing or the standard error is 0.';
COMMENT ON COLUMN results.neurons.share_positive_rare IS 'Share of rare target positions with dL > 0; null where there is none.';
COMMENT ON COLUMN results.neurons.fit_rare IS 'Influence in nats of the line fit (Eq. 4) at the rank; null without a rank or a fit.';
COMMENT ON COLUMN results.neurons.delta_rare IS 'ln(influence) - ln(fit), no unit; null likewise.';
COMMENT ON COLUMN results.neurons.regime_rare IS 'plateau, power law, rapid decay or below noise, as in results.figure_1; null likewise.';
COMMENT ON COLUMN results.neurons.influence_common IS 'Influence on common tokens in nats, by the definition in results.regimes.influence.';
COMMENT ON COLUMN results.neurons.rank_common IS 'Rank by that influence, descending, from 1; null where it is 0.';
COMMENT ON COLUMN results.neurons.influence_low_common IS 'Lower end of the 95 % interval of the noise-free influence at that rank, nats, as in results.figure_1; null without a rank or intervals.';
COMMENT ON COLUMN results.neurons.influence_high_common IS 'Upper end of that interval, nats.';
COMMENT ON COLUMN results.neurons.mean_delta_common IS 'Mean of dL over common target positions, nats; null where there is none.';
COMMENT ON COLUMN results.neurons.mean_abs_delta_common IS 'Mean of |dL| over them, nats; null likewise.';
COMMENT ON COLUMN results.neurons.standard_error_common IS 'Standard error of the mean of dL, clustered by context, nats; null with fewer than two contexts.';
COMMENT ON COLUMN results.neurons.z_common IS 'Mean of dL / its standard error, no unit; null where either is missing or the standard error is 0.';
COMMENT ON COLUMN results.neurons.share_positive_common IS 'Share of common target positions with dL > 0; null where there is none.';
COMMENT ON COLUMN results.neurons.fit_common IS 'Influence in nats of the line fit (Eq. 4) at the rank; null without a rank or a fit.';
COMMENT ON COLUMN results.neurons.delta_common IS 'ln(influence) - ln(fit), no unit; null likewise.';
COMMENT ON COLUMN results.neurons.regime_common IS 'plateau, power law, rapid decay or below noise, as in results.figure_1; null likewise.';
COMMENT ON COLUMN results.neurons.neuron_group IS 'Excitatory or Inhibitory: the group of the later stages that it is in; null: in none.';
COMMENT ON COLUMN results.neurons.community_in_group IS 'Its community in the graph of that group, numbered from 0 by first member; null likewise.';
COMMENT ON COLUMN results.neurons.degree_in_group IS 'Its edges in that graph; null likewise.';
COMMENT ON COLUMN results.neurons.negative_degree_in_group IS 'Those of them with a negative correlation; null likewise.';
COMMENT ON COLUMN results.neurons.community_in_layer IS 'Its community in the graph of all neurons; null: see reason.';
COMMENT ON COLUMN results.neurons.degree_in_layer IS 'Its edges in that graph: neurons with an absolute correlation above graph.threshold; null likewise.';
COMMENT ON COLUMN results.neurons.negative_degree_in_layer IS 'Those of them with a negative correlation; null likewise.';
COMMENT ON COLUMN results.neurons.community_neurons IS 'Neurons of community_in_layer; null where it has but one, and without a graph.';
COMMENT ON COLUMN results.neurons.community_plateau_neurons IS 'Those of them that are in the plateau or, where results.plateaus.rule is top-k, are substitutes; null likewise.';
COMMENT ON COLUMN results.neurons.community_p_corrected IS 'Hypergeometric probability of so many of those neurons or more in that community, after Bonferroni over communities; null likewise.';
COMMENT ON COLUMN results.neurons.control_sets IS 'Random control sets of the groups that drew it; null: none.';
COMMENT ON COLUMN results.neurons.reason IS 'Why ranks or communities are missing; null where none is.';
COMMENT ON COLUMN results.neurons.mlp_layer IS 'Layer of the MLP, from 0.';
COMMENT ON COLUMN results.neurons.exact IS 'Whether the neuron was ablated; false: its loss changes are first-order estimates (mlp.method screened).';
