-- By which rule the plateau was found: substitutes must not read like a plateau.
ALTER TABLE plateau_group ADD COLUMN rule text;
COMMENT ON COLUMN plateau_group.rule IS 'excess or flat; top-k: no plateau, the top ranks are its substitutes. Null: kept by a version that did not keep it.';

CREATE OR REPLACE VIEW results.table_1 AS
SELECT t.experiment_id, t.model, t.neuron_group, t.neurons, t.filled, t.signed_modularity, t.signed_modularity_sd,
       t.signed_modularity_low, t.signed_modularity_high, t.communities, t.communities_sd, t.p_value, t.p_corrected,
       t.p_two_sided, t.p_mann_whitney, t.cohens_d, t.spectral_modularity, t.p_spectral, t.reason,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = t.experiment_id) AS plateau_rule
FROM table_row t;
COMMENT ON COLUMN results.table_1.filled IS 'How many of them are the next-ranked of their sign, added up to minGroup: neither plateau nor substitute.';
COMMENT ON COLUMN results.table_1.plateau_rule IS 'excess or flat: the rule by which the plateau was found. top-k: there is no plateau, or top-k was asked for; its groups are substitutes, the top-ranked neurons. Null: kept by a version that did not keep it.';

CREATE OR REPLACE VIEW results.layer_graphs AS
SELECT l.experiment_id, l.model, l.neurons, l.observations, l.edges, l.negative_edges, l.constant_neurons,
       l.bytes / 1048576.0 AS mebibytes, l.runs, l.share_best, l.q_signed AS signed_modularity, l.q AS modularity,
       l.communities, l.plateau_neurons, l.concentration, l.concentration_expected, l.p_concentration, l.reason,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = l.experiment_id) AS plateau_rule
FROM layer_graph l;
COMMENT ON COLUMN results.layer_graphs.plateau_neurons IS 'Plateau neurons of both signs, without those that only fill a group; where plateau_rule is top-k the substitutes for a plateau.';
COMMENT ON COLUMN results.layer_graphs.concentration IS 'Probability that two different of the plateau_neurons share a community, 0 ... 1.';
COMMENT ON COLUMN results.layer_graphs.plateau_rule IS 'As in results.table_1: what plateau_neurons are.';

CREATE OR REPLACE VIEW results.communities AS
SELECT m.experiment_id, m.model, m.graph, m.neuron_group, m.set_index, m.community, count(*)::integer AS neurons,
       count(p.neuron)::integer AS plateau_neurons, NULL::double precision AS expected,
       NULL::double precision AS p_value, NULL::double precision AS p_corrected,
       'enrichment is tested in the layer''s graph only' AS reason,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = m.experiment_id) AS plateau_rule
FROM results.community_members m
LEFT JOIN (SELECT experiment_id, unnest(neurons[1:cardinality(neurons) - filled]) AS neuron FROM plateau_group) p
  ON p.experiment_id = m.experiment_id AND p.neuron = m.neuron
WHERE m.graph = 'set'
GROUP BY m.experiment_id, m.model, m.graph, m.neuron_group, m.set_index, m.community
UNION ALL
SELECT c.experiment_id, l.model, 'layer', NULL, NULL, c.community, c.neurons, c.plateau_neurons, c.expected, c.p_value,
       c.p_corrected, NULL,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = c.experiment_id)
FROM layer_community c JOIN layer_graph l USING (experiment_id);
COMMENT ON COLUMN results.communities.plateau_neurons IS 'How many of them are plateau neurons of either sign, without those that only fill a group; where plateau_rule is top-k the substitutes for a plateau.';
COMMENT ON COLUMN results.communities.plateau_rule IS 'As in results.table_1: what plateau_neurons are.';

-- A set without edges may have no dimensionality either: both are said.
CREATE OR REPLACE VIEW results.neuron_sets AS
SELECT experiment_id, model, initcap(lower(neuron_group)) AS neuron_group, set_index,
       CASE WHEN set_index = 0 THEN 'group' ELSE 'control' END AS role, neurons, observations, edges, negative_edges,
       q_signed, q, communities, membership, share_best, spectral_k, spectral_q_signed[spectral_k - 1] AS spectral_q_signed,
       spectral_q_signed AS spectral_q_signed_by_k, dimensionality, dimensionality_components AS components,
       dimensionality_varying AS varying_neurons,
       nullif(concat_ws('; ', reason, nullif(dimensionality_reason, reason)), '') AS reason
FROM neuron_set;
COMMENT ON COLUMN results.neuron_sets.components IS 'Principal components of the z-scored activations that explain graph.varianceShare of the variance; null as dimensionality.';
COMMENT ON COLUMN results.neuron_sets.reason IS 'What makes a value null or trivial (no edges, a missing sign, constant activations), each once; null where nothing does.';
