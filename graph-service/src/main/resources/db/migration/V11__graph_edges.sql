-- Edges to draw.
CREATE TABLE graph_edge (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  neuron_group  text             NOT NULL CHECK (neuron_group IN ('EXCITATORY', 'INHIBITORY', 'LAYER')),
  neuron        integer          NOT NULL,
  other         integer          NOT NULL,
  correlation   double precision NOT NULL,
  PRIMARY KEY (experiment_id, neuron_group, neuron, other)
);

CREATE VIEW results.graph_edges AS
SELECT e.experiment_id, x.specification::jsonb ->> 'model' AS model,
       CASE e.neuron_group WHEN 'LAYER' THEN 'layer' ELSE 'set' END AS graph,
       CASE WHEN e.neuron_group <> 'LAYER' THEN initcap(lower(e.neuron_group)) END AS neuron_group,
       e.neuron, e.other, e.correlation
FROM graph_edge e JOIN experiment x ON x.id = e.experiment_id;
COMMENT ON VIEW results.graph_edges IS 'The strongest edges of each group''s graph and of the layer''s, at most 2,000 of each; the number of all is in neuron_sets and layer_graphs.';
COMMENT ON COLUMN results.graph_edges.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.graph_edges.model IS 'Name of the model.';
COMMENT ON COLUMN results.graph_edges.graph IS 'set: the graph of a group; layer: that of all neurons.';
COMMENT ON COLUMN results.graph_edges.neuron_group IS 'Excitatory or Inhibitory; null for the layer.';
COMMENT ON COLUMN results.graph_edges.neuron IS 'Index in the final MLP, the smaller of the two.';
COMMENT ON COLUMN results.graph_edges.other IS 'Index in the final MLP of the other neuron.';
COMMENT ON COLUMN results.graph_edges.correlation IS 'Correlation of their activations over the observations, beyond the threshold.';
