-- Whose neurons are clustered.
CREATE OR REPLACE VIEW results.table_1 AS
SELECT t.experiment_id, t.model, t.neuron_group, t.neurons, t.filled, t.signed_modularity, t.signed_modularity_sd,
       t.signed_modularity_low, t.signed_modularity_high, t.communities, t.communities_sd, t.p_value, t.p_corrected,
       t.p_two_sided, t.p_mann_whitney, t.cohens_d, t.spectral_modularity, t.p_spectral, t.reason,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = t.experiment_id) AS plateau_rule,
       x.layer AS mlp_layer
FROM table_row t JOIN experiment x ON x.id = t.experiment_id;
COMMENT ON COLUMN results.table_1.mlp_layer IS 'Layer of the MLP whose neurons are studied, from 0.';

CREATE OR REPLACE VIEW results.layer_graphs AS
SELECT l.experiment_id, l.model, l.neurons, l.observations, l.edges, l.negative_edges, l.constant_neurons,
       l.bytes / 1048576.0 AS mebibytes, l.runs, l.share_best, l.q_signed AS signed_modularity, l.q AS modularity,
       l.communities, l.plateau_neurons, l.concentration, l.concentration_expected, l.p_concentration, l.reason,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = l.experiment_id) AS plateau_rule,
       x.layer AS mlp_layer
FROM layer_graph l JOIN experiment x ON x.id = l.experiment_id;
COMMENT ON COLUMN results.layer_graphs.mlp_layer IS 'Layer of the MLP whose neurons are studied, from 0.';

COMMENT ON VIEW results.layer_graphs IS 'The signed correlation graph of all neurons of the MLP that is studied, and the plateau''s place in its communities.';
COMMENT ON COLUMN results.neuron_sets.neurons IS 'Indices in the MLP; a group''s in order of rank.';
COMMENT ON COLUMN results.community_members.neuron IS 'Index in the MLP.';
COMMENT ON COLUMN results.graph_edges.neuron IS 'Index in the MLP, the smaller of the two.';
COMMENT ON COLUMN results.graph_edges.other IS 'Index in the MLP of the other neuron.';
