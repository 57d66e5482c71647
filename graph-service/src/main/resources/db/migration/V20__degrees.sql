-- Edges of each neuron, in the graph of its set and in the layer's.
ALTER TABLE neuron_set ADD COLUMN degree integer[], ADD COLUMN negative_degree integer[];
COMMENT ON COLUMN neuron_set.degree IS 'Edges of each neuron, parallel to neurons; null in rows from before they were kept, and so is negative_degree.';
ALTER TABLE layer_runs ADD COLUMN degree integer[], ADD COLUMN negative_degree integer[];
ALTER TABLE layer_graph ADD COLUMN degree integer[], ADD COLUMN negative_degree integer[];

CREATE OR REPLACE VIEW results.community_members AS
SELECT s.experiment_id, s.model, 'set' AS graph, initcap(lower(s.neuron_group)) AS neuron_group, s.set_index, m.neuron,
       m.community, m.degree, m.negative_degree
FROM neuron_set s,
     unnest(s.neurons, s.membership, s.degree, s.negative_degree) AS m (neuron, community, degree, negative_degree)
UNION ALL
SELECT l.experiment_id, l.model, 'layer', NULL, NULL, (m.position - 1)::integer, m.community, m.degree,
       m.negative_degree
FROM layer_graph l, unnest(l.membership, l.degree, l.negative_degree) WITH ORDINALITY
       AS m (community, degree, negative_degree, position);
COMMENT ON COLUMN results.community_members.degree IS 'Edges of the neuron in that graph; null in experiments from before they were kept.';
COMMENT ON COLUMN results.community_members.negative_degree IS 'Those of them with a negative correlation; null likewise.';
