-- What the graph service has been told, what it found, and the views over it.

CREATE TABLE plateau_group (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  neuron_group  text      NOT NULL CHECK (neuron_group IN ('EXCITATORY', 'INHIBITORY')),
  neurons       integer[] NOT NULL,
  filled        integer   NOT NULL,
  rule          text,
  PRIMARY KEY (experiment_id, neuron_group)
);
COMMENT ON TABLE plateau_group IS 'The plateau''s neurons of one sign, in order of rank; the last "filled" of them are not plateau.';
COMMENT ON COLUMN plateau_group.rule IS 'excess or flat; top-k: no plateau, the top ranks are its substitutes. Null: kept by a version that did not keep it.';

CREATE TABLE observation_block (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  block         integer   NOT NULL,
  layer         integer   NOT NULL CHECK (layer > 0),
  contexts      integer[] NOT NULL,
  activations   bytea     NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE observation_block IS 'The observations among the positions of one block of activations; may be none.';
COMMENT ON COLUMN observation_block.layer IS 'Neurons of the final MLP, N.';
COMMENT ON COLUMN observation_block.contexts IS 'Context of each observation.';
COMMENT ON COLUMN observation_block.activations IS 'Observations × N, float32, little-endian, row-major.';
-- Float noise does not compress; trying costs more than it saves.
ALTER TABLE observation_block ALTER COLUMN activations SET STORAGE EXTERNAL;

CREATE TABLE neuron_set (
  experiment_id             text               NOT NULL REFERENCES experiment (id),
  neuron_group              text               NOT NULL CHECK (neuron_group IN ('EXCITATORY', 'INHIBITORY')),
  set_index                 integer            NOT NULL CHECK (set_index >= 0),
  model                     text               NOT NULL,
  neurons                   integer[]          NOT NULL,
  observations              integer            NOT NULL,
  edges                     integer            NOT NULL,
  negative_edges            integer            NOT NULL,
  q_signed                  double precision   NOT NULL,
  q                         double precision   NOT NULL,
  communities               integer            NOT NULL,
  membership                integer[]          NOT NULL,
  share_best                double precision   NOT NULL,
  spectral_q_signed         double precision[] NOT NULL,
  spectral_k                integer,
  bootstrap_q_signed        double precision[] NOT NULL,
  bootstrap_communities     integer[]          NOT NULL,
  dimensionality            double precision,
  dimensionality_components integer,
  dimensionality_varying    integer,
  dimensionality_reason     text,
  reason                    text,
  degree                    integer[],
  negative_degree           integer[],
  PRIMARY KEY (experiment_id, neuron_group, set_index)
);
COMMENT ON TABLE neuron_set IS 'One neuron set and its communities; set 0 is the group, the others are its controls.';
COMMENT ON COLUMN neuron_set.degree IS 'Edges of each neuron, parallel to neurons; null in rows from before they were kept, and so is negative_degree.';

CREATE TABLE table_row (
  experiment_id          text             NOT NULL REFERENCES experiment (id),
  neuron_group           text             NOT NULL,
  model                  text             NOT NULL,
  neurons                integer,
  filled                 integer          NOT NULL,
  signed_modularity      double precision,
  signed_modularity_sd   double precision,
  signed_modularity_low  double precision,
  signed_modularity_high double precision,
  communities            double precision,
  communities_sd         double precision,
  p_value                double precision,
  p_corrected            double precision,
  p_two_sided            double precision,
  p_mann_whitney         double precision,
  cohens_d               double precision,
  spectral_modularity    double precision,
  p_spectral             double precision,
  reason                 text,
  PRIMARY KEY (experiment_id, neuron_group)
);

CREATE TABLE verdict (
  experiment_id text             PRIMARY KEY REFERENCES experiment (id),
  outcome       text             NOT NULL CHECK (outcome IN ('supported', 'not supported', 'not testable')),
  statistic     text             NOT NULL,
  value         double precision,
  p_value       double precision,
  test          text             NOT NULL,
  summary       text             NOT NULL
);

CREATE TABLE neuron_weight (
  experiment_id text    NOT NULL REFERENCES experiment (id),
  neuron        integer NOT NULL CHECK (neuron >= 0),
  input         bytea   NOT NULL,
  output        bytea   NOT NULL,
  PRIMARY KEY (experiment_id, neuron)
);
COMMENT ON TABLE neuron_weight IS 'Weights of each neuron of the final MLP.';
COMMENT ON COLUMN neuron_weight.input IS 'What it reads of the residual stream: D float32, little-endian.';
COMMENT ON COLUMN neuron_weight.output IS 'What it writes to the residual stream: D float32, little-endian.';
-- Float noise does not compress; trying costs more than it saves.
ALTER TABLE neuron_weight ALTER COLUMN input SET STORAGE EXTERNAL, ALTER COLUMN output SET STORAGE EXTERNAL;

CREATE TABLE weight_spectrum (
  experiment_id text               NOT NULL,
  neuron_group  text               NOT NULL,
  set_index     integer            NOT NULL,
  side          text               NOT NULL CHECK (side IN ('input', 'output')),
  eigenvalues   double precision[] NOT NULL,
  constant_rows integer            NOT NULL,
  hill          double precision,
  hill_error    double precision,
  stable_rank   double precision,
  mp_distance   double precision,
  share_above   double precision,
  reason        text,
  PRIMARY KEY (experiment_id, neuron_group, set_index, side),
  FOREIGN KEY (experiment_id, neuron_group, set_index) REFERENCES neuron_set (experiment_id, neuron_group, set_index)
);

CREATE TABLE measure_row (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  neuron_group  text             NOT NULL,
  measure       text             NOT NULL,
  side          text             NOT NULL,
  value         double precision,
  controls      integer          NOT NULL,
  controls_mean double precision,
  controls_sd   double precision,
  p_value       double precision,
  p_corrected   double precision,
  reason        text,
  PRIMARY KEY (experiment_id, neuron_group, measure, side)
);
COMMENT ON TABLE measure_row IS 'One measure of a group beside its controls.';

CREATE TABLE layer_runs (
  experiment_id    text               NOT NULL REFERENCES experiment (id),
  first_run        integer            NOT NULL,
  edges            bigint             NOT NULL,
  negative_edges   integer            NOT NULL,
  constant_neurons integer            NOT NULL,
  bytes            bigint             NOT NULL,
  objectives       double precision[] NOT NULL,
  membership       integer[]          NOT NULL,
  q_signed         double precision   NOT NULL,
  q                double precision   NOT NULL,
  reason           text,
  degree           integer[],
  negative_degree  integer[],
  PRIMARY KEY (experiment_id, first_run)
);
COMMENT ON TABLE layer_runs IS 'Some of the runs of Louvain on the whole layer''s graph, and the best partition among them.';

CREATE TABLE layer_graph (
  experiment_id          text             PRIMARY KEY REFERENCES experiment (id),
  model                  text             NOT NULL,
  neurons                integer          NOT NULL,
  observations           integer          NOT NULL,
  edges                  bigint           NOT NULL,
  negative_edges         integer,
  constant_neurons       integer          NOT NULL,
  bytes                  bigint           NOT NULL,
  runs                   integer          NOT NULL,
  share_best             double precision,
  q_signed               double precision,
  q                      double precision,
  communities            integer,
  membership             integer[],
  plateau_neurons        integer          NOT NULL,
  concentration          double precision,
  concentration_expected double precision,
  p_concentration        double precision,
  reason                 text,
  degree                 integer[],
  negative_degree        integer[]
);

CREATE TABLE layer_community (
  experiment_id   text             NOT NULL REFERENCES layer_graph (experiment_id),
  community       integer          NOT NULL,
  neurons         integer          NOT NULL,
  plateau_neurons integer          NOT NULL,
  expected        double precision NOT NULL,
  p_value         double precision NOT NULL,
  p_corrected     double precision NOT NULL,
  PRIMARY KEY (experiment_id, community)
);

-- What people query.

CREATE VIEW results.table_1 AS
SELECT t.experiment_id, t.model, t.neuron_group, t.neurons, t.filled, t.signed_modularity, t.signed_modularity_sd,
       t.signed_modularity_low, t.signed_modularity_high, t.communities, t.communities_sd, t.p_value, t.p_corrected,
       t.p_two_sided, t.p_mann_whitney, t.cohens_d, t.spectral_modularity, t.p_spectral, t.reason,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = t.experiment_id) AS plateau_rule
FROM table_row t;
COMMENT ON VIEW results.table_1 IS 'Community structure of the plateau groups beside random neuron sets of the same size.';
COMMENT ON COLUMN results.table_1.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.table_1.model IS 'Name of the model.';
COMMENT ON COLUMN results.table_1.neuron_group IS 'Plateau (Excitatory), Plateau (Inhibitory) or Random Control (the controls of both groups together).';
COMMENT ON COLUMN results.table_1.neurons IS 'Neurons in the set; null where the controls differ in size or there are none.';
COMMENT ON COLUMN results.table_1.filled IS 'How many of them are the next-ranked of their sign, added up to minGroup: neither plateau nor substitute.';
COMMENT ON COLUMN results.table_1.signed_modularity IS 'Signed modularity (Eq. 7) of the best Louvain partition, no unit; of the controls their mean.';
COMMENT ON COLUMN results.table_1.signed_modularity_sd IS 'Standard deviation over bootstraps of the contexts; of the controls over the controls. Null where reason says why.';
COMMENT ON COLUMN results.table_1.signed_modularity_low IS '2.5th percentile of the same distribution.';
COMMENT ON COLUMN results.table_1.signed_modularity_high IS '97.5th percentile of the same distribution.';
COMMENT ON COLUMN results.table_1.communities IS 'Communities of the best partition, neurons without edges counting one each; of the controls their mean.';
COMMENT ON COLUMN results.table_1.communities_sd IS 'Standard deviation over bootstraps of the contexts; of the controls over the controls.';
COMMENT ON COLUMN results.table_1.p_value IS 'The test: one-sided permutation p, (1 + controls at least as modular) / (1 + controls), not corrected; null for controls and where reason says why.';
COMMENT ON COLUMN results.table_1.p_corrected IS 'p_value after Bonferroni over the tested groups; null as p_value.';
COMMENT ON COLUMN results.table_1.p_two_sided IS 'Two-sided permutation p: twice the smaller one-sided one, at most 1; not corrected; null as p_value.';
COMMENT ON COLUMN results.table_1.p_mann_whitney IS 'The paper''s test: two-sided Mann-Whitney U of the bootstraps against the controls, after Bonferroni; bootstrapping inflates its n; null as p_value.';
COMMENT ON COLUMN results.table_1.cohens_d IS 'Difference of the means of bootstraps and controls / pooled standard deviation; null as p_value and where neither varies.';
COMMENT ON COLUMN results.table_1.spectral_modularity IS 'Largest signed modularity over the spectral partitions into k = 2 ... 8; of the controls their mean.';
COMMENT ON COLUMN results.table_1.p_spectral IS 'One-sided permutation p of spectral_modularity, not corrected; null as p_value.';
COMMENT ON COLUMN results.table_1.reason IS 'Why the row, or a part of it, is not tested; null where all is, and for controls.';
COMMENT ON COLUMN results.table_1.plateau_rule IS 'excess or flat: the rule by which the plateau was found. top-k: there is no plateau, or top-k was asked for; its groups are substitutes, the top-ranked neurons. Null: kept by a version that did not keep it.';

CREATE VIEW results.paper_table_1 (model, neuron_group, signed_modularity, signed_modularity_sd, communities,
                                   communities_sd, p_value) AS
VALUES ('Pythia-410M', 'Plateau (Excitatory)', 0.05::double precision, 0.04::double precision, 1.8::double precision, 0.5::double precision, 0.67::double precision),
       ('Pythia-410M', 'Plateau (Inhibitory)', 0.03, 0.05, 1.9, 0.6, 0.84),
       ('Pythia-410M', 'Random Control', 0.04, 0.04, 1.9, 0.4, NULL),
       ('GPT-2 XL', 'Plateau (Excitatory)', 0.11, 0.06, 2.3, 0.7, 0.42),
       ('GPT-2 XL', 'Plateau (Inhibitory)', 0.07, 0.05, 2.1, 0.5, 0.73),
       ('GPT-2 XL', 'Random Control', 0.09, 0.05, 2.2, 0.6, NULL);
COMMENT ON VIEW results.paper_table_1 IS 'The paper''s Table 1, for reference.';
COMMENT ON COLUMN results.paper_table_1.model IS 'Model of the paper.';
COMMENT ON COLUMN results.paper_table_1.neuron_group IS 'As in results.table_1.';
COMMENT ON COLUMN results.paper_table_1.signed_modularity IS 'Signed modularity, no unit.';
COMMENT ON COLUMN results.paper_table_1.signed_modularity_sd IS 'Its +/- as printed; the paper does not say over what.';
COMMENT ON COLUMN results.paper_table_1.communities IS 'Mean number of communities.';
COMMENT ON COLUMN results.paper_table_1.communities_sd IS 'Its +/- as printed.';
COMMENT ON COLUMN results.paper_table_1.p_value IS 'Mann-Whitney U against the controls, Bonferroni; null for the controls.';

CREATE VIEW results.neuron_sets AS
SELECT experiment_id, model, initcap(lower(neuron_group)) AS neuron_group, set_index,
       CASE WHEN set_index = 0 THEN 'group' ELSE 'control' END AS role, neurons, observations, edges, negative_edges,
       q_signed, q, communities, membership, share_best, spectral_k, spectral_q_signed[spectral_k - 1] AS spectral_q_signed,
       spectral_q_signed AS spectral_q_signed_by_k, dimensionality, dimensionality_components AS components,
       dimensionality_varying AS varying_neurons,
       nullif(concat_ws('; ', reason, nullif(dimensionality_reason, reason)), '') AS reason
FROM neuron_set;
COMMENT ON VIEW results.neuron_sets IS 'One row per neuron set: the groups and each of their controls.';
COMMENT ON COLUMN results.neuron_sets.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.neuron_sets.model IS 'Name of the model.';
COMMENT ON COLUMN results.neuron_sets.neuron_group IS 'Excitatory or Inhibitory: the group, or the group whose control this is.';
COMMENT ON COLUMN results.neuron_sets.set_index IS '0: the group itself; 1, 2, ...: its controls.';
COMMENT ON COLUMN results.neuron_sets.role IS 'group or control.';
COMMENT ON COLUMN results.neuron_sets.neurons IS 'Indices in the final MLP; a group''s in order of rank.';
COMMENT ON COLUMN results.neuron_sets.observations IS 'Positions over which activations are correlated.';
COMMENT ON COLUMN results.neuron_sets.edges IS 'Pairs whose absolute correlation exceeds the threshold of the specification.';
COMMENT ON COLUMN results.neuron_sets.negative_edges IS 'Those of them with a negative correlation.';
COMMENT ON COLUMN results.neuron_sets.q_signed IS 'Signed modularity (Eq. 7) of the best Louvain partition; 0 without edges.';
COMMENT ON COLUMN results.neuron_sets.q IS 'Modularity (Eq. 6) of the absolute weights for the same partition; 0 without edges.';
COMMENT ON COLUMN results.neuron_sets.communities IS 'Communities of that partition; a neuron without edges is one.';
COMMENT ON COLUMN results.neuron_sets.membership IS 'Community of each neuron, parallel to neurons, numbered 0, 1, ... by first member.';
COMMENT ON COLUMN results.neuron_sets.share_best IS 'Share of the Louvain runs that found the best value, 0 ... 1.';
COMMENT ON COLUMN results.neuron_sets.spectral_k IS 'The k of largest signed modularity among the spectral partitions; null below two neurons.';
COMMENT ON COLUMN results.neuron_sets.spectral_q_signed IS 'Its signed modularity.';
COMMENT ON COLUMN results.neuron_sets.spectral_q_signed_by_k IS 'Signed modularity of the spectral partition for k = 2, 3, ..., 8 (at most the number of neurons).';
COMMENT ON COLUMN results.neuron_sets.dimensionality IS 'Effective dimensionality: components / neurons of the set, 0 ... 1; null where no activation varies.';
COMMENT ON COLUMN results.neuron_sets.components IS 'Principal components of the z-scored activations that explain graph.varianceShare of the variance; null as dimensionality.';
COMMENT ON COLUMN results.neuron_sets.varying_neurons IS 'Neurons of the set whose activation varies.';
COMMENT ON COLUMN results.neuron_sets.reason IS 'What makes a value null or trivial (no edges, a missing sign, constant activations), each once; null where nothing does.';

CREATE VIEW results.control_modularities AS
SELECT c.experiment_id, c.model, 'Plateau (' || initcap(lower(c.neuron_group)) || ')' AS neuron_group, c.set_index,
       c.q_signed AS signed_modularity, c.q AS modularity, c.communities,
       c.spectral_q_signed[c.spectral_k - 1] AS spectral_modularity, g.q_signed AS group_signed_modularity
FROM neuron_set c JOIN neuron_set g USING (experiment_id, neuron_group)
WHERE c.set_index > 0 AND g.set_index = 0;
COMMENT ON VIEW results.control_modularities IS 'One row per control: the distribution against which table_1 tests the groups.';
COMMENT ON COLUMN results.control_modularities.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.control_modularities.model IS 'Name of the model.';
COMMENT ON COLUMN results.control_modularities.neuron_group IS 'The group whose control it is, as in results.table_1.';
COMMENT ON COLUMN results.control_modularities.set_index IS 'Number of the control, 1, 2, ...';
COMMENT ON COLUMN results.control_modularities.signed_modularity IS 'Signed modularity (Eq. 7) of the control''s best Louvain partition, no unit.';
COMMENT ON COLUMN results.control_modularities.modularity IS 'Modularity (Eq. 6) of the absolute weights for the same partition.';
COMMENT ON COLUMN results.control_modularities.communities IS 'Communities of that partition.';
COMMENT ON COLUMN results.control_modularities.spectral_modularity IS 'Largest signed modularity over the spectral partitions.';
COMMENT ON COLUMN results.control_modularities.group_signed_modularity IS 'Signed modularity of the group itself, to mark in a figure.';

CREATE VIEW results.layer_graphs AS
SELECT l.experiment_id, l.model, l.neurons, l.observations, l.edges, l.negative_edges, l.constant_neurons,
       l.bytes / 1048576.0 AS mebibytes, l.runs, l.share_best, l.q_signed AS signed_modularity, l.q AS modularity,
       l.communities, l.plateau_neurons, l.concentration, l.concentration_expected, l.p_concentration, l.reason,
       (SELECT max(g.rule) FROM plateau_group g WHERE g.experiment_id = l.experiment_id) AS plateau_rule
FROM layer_graph l;
COMMENT ON VIEW results.layer_graphs IS 'The signed correlation graph of all neurons of the final MLP, and the plateau''s place in its communities.';
COMMENT ON COLUMN results.layer_graphs.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.layer_graphs.model IS 'Name of the model.';
COMMENT ON COLUMN results.layer_graphs.neurons IS 'Neurons of the layer, N.';
COMMENT ON COLUMN results.layer_graphs.observations IS 'Positions over which activations are correlated.';
COMMENT ON COLUMN results.layer_graphs.edges IS 'Pairs whose absolute correlation exceeds the threshold of the specification.';
COMMENT ON COLUMN results.layer_graphs.negative_edges IS 'Those of them with a negative correlation; null without a graph.';
COMMENT ON COLUMN results.layer_graphs.constant_neurons IS 'Neurons whose activation never varies: they have no edges.';
COMMENT ON COLUMN results.layer_graphs.mebibytes IS 'Memory that activations, graph and Louvain took, or would have taken, MiB.';
COMMENT ON COLUMN results.layer_graphs.runs IS 'Seeded runs of Louvain; 0 without a graph.';
COMMENT ON COLUMN results.layer_graphs.share_best IS 'Share of the runs that found the best value, 0 ... 1.';
COMMENT ON COLUMN results.layer_graphs.signed_modularity IS 'Signed modularity (Eq. 7) of the best partition, no unit.';
COMMENT ON COLUMN results.layer_graphs.modularity IS 'Modularity (Eq. 6) of the absolute weights for the same partition.';
COMMENT ON COLUMN results.layer_graphs.communities IS 'Communities of that partition, those of a single neuron among them.';
COMMENT ON COLUMN results.layer_graphs.plateau_neurons IS 'Plateau neurons of both signs, without those that only fill a group; where plateau_rule is top-k the substitutes for a plateau.';
COMMENT ON COLUMN results.layer_graphs.concentration IS 'Probability that two different of the plateau_neurons share a community, 0 ... 1.';
COMMENT ON COLUMN results.layer_graphs.concentration_expected IS 'The same for neurons placed at random, mean over graph.permutations placements.';
COMMENT ON COLUMN results.layer_graphs.p_concentration IS 'One-sided permutation p: (1 + placements at least as concentrated) / (1 + placements).';
COMMENT ON COLUMN results.layer_graphs.reason IS 'Why there is no graph or no test; null where nothing is missing.';
COMMENT ON COLUMN results.layer_graphs.plateau_rule IS 'As in results.table_1: what plateau_neurons are.';

CREATE VIEW results.community_members AS
SELECT s.experiment_id, s.model, 'set' AS graph, initcap(lower(s.neuron_group)) AS neuron_group, s.set_index, m.neuron,
       m.community, m.degree, m.negative_degree
FROM neuron_set s,
     unnest(s.neurons, s.membership, s.degree, s.negative_degree) AS m (neuron, community, degree, negative_degree)
UNION ALL
SELECT l.experiment_id, l.model, 'layer', NULL, NULL, (m.position - 1)::integer, m.community, m.degree,
       m.negative_degree
FROM layer_graph l, unnest(l.membership, l.degree, l.negative_degree) WITH ORDINALITY
       AS m (community, degree, negative_degree, position);
COMMENT ON VIEW results.community_members IS 'One row per neuron and graph it is part of: where graph = layer, one row per neuron of the layer.';
COMMENT ON COLUMN results.community_members.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.community_members.model IS 'Name of the model.';
COMMENT ON COLUMN results.community_members.graph IS 'set: the graph of a group or a control; layer: that of all neurons.';
COMMENT ON COLUMN results.community_members.neuron_group IS 'Excitatory or Inhibitory; null for the layer.';
COMMENT ON COLUMN results.community_members.set_index IS '0: the group itself; 1, 2, ...: its controls; null for the layer.';
COMMENT ON COLUMN results.community_members.neuron IS 'Index in the final MLP.';
COMMENT ON COLUMN results.community_members.community IS 'Its community in that graph, numbered 0, 1, ... by first member.';
COMMENT ON COLUMN results.community_members.degree IS 'Edges of the neuron in that graph; null in experiments from before they were kept.';
COMMENT ON COLUMN results.community_members.negative_degree IS 'Those of them with a negative correlation; null likewise.';

CREATE VIEW results.communities AS
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
COMMENT ON VIEW results.communities IS 'One row per community of each set''s graph, and per community of at least two neurons of the layer''s graph.';
COMMENT ON COLUMN results.communities.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.communities.model IS 'Name of the model.';
COMMENT ON COLUMN results.communities.graph IS 'set: the graph of a group or a control; layer: that of all neurons.';
COMMENT ON COLUMN results.communities.neuron_group IS 'Excitatory or Inhibitory; null for the layer.';
COMMENT ON COLUMN results.communities.set_index IS '0: the group itself; 1, 2, ...: its controls; null for the layer.';
COMMENT ON COLUMN results.communities.community IS 'Number of the community in its graph, 0, 1, ... by first member.';
COMMENT ON COLUMN results.communities.neurons IS 'How many neurons it has.';
COMMENT ON COLUMN results.communities.plateau_neurons IS 'How many of them are plateau neurons of either sign, without those that only fill a group; where plateau_rule is top-k the substitutes for a plateau.';
COMMENT ON COLUMN results.communities.expected IS 'How many would be by chance: plateau neurons * size / N.';
COMMENT ON COLUMN results.communities.p_value IS 'Hypergeometric probability of so many plateau neurons or more, not corrected.';
COMMENT ON COLUMN results.communities.p_corrected IS 'p_value after Bonferroni over the layer''s communities of at least two neurons.';
COMMENT ON COLUMN results.communities.reason IS 'Why enrichment is not tested; null where it is.';
COMMENT ON COLUMN results.communities.plateau_rule IS 'As in results.table_1: what plateau_neurons are.';

CREATE VIEW results.dimensionality AS
SELECT r.experiment_id, s.model, 'Plateau (' || initcap(lower(r.neuron_group)) || ')' AS neuron_group,
       cardinality(s.neurons) AS neurons, s.dimensionality_varying AS varying_neurons,
       s.dimensionality_components AS components, r.value AS dimensionality, r.controls, r.controls_mean, r.controls_sd,
       r.p_value, r.p_corrected, r.reason
FROM measure_row r JOIN neuron_set s ON s.experiment_id = r.experiment_id AND s.neuron_group = r.neuron_group AND s.set_index = 0
WHERE r.measure = 'effective dimensionality';
COMMENT ON VIEW results.dimensionality IS 'Effective dimensionality of the plateau groups beside their controls.';
COMMENT ON COLUMN results.dimensionality.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.dimensionality.model IS 'Name of the model.';
COMMENT ON COLUMN results.dimensionality.neuron_group IS 'As in results.table_1.';
COMMENT ON COLUMN results.dimensionality.neurons IS 'Neurons of the group.';
COMMENT ON COLUMN results.dimensionality.varying_neurons IS 'Those of them whose activation varies.';
COMMENT ON COLUMN results.dimensionality.components IS 'Principal components of the z-scored activations that explain graph.varianceShare of the variance.';
COMMENT ON COLUMN results.dimensionality.dimensionality IS 'Effective dimensionality: components / neurons, 0 ... 1; null where no activation varies, as reason says.';
COMMENT ON COLUMN results.dimensionality.controls IS 'Controls that have a value.';
COMMENT ON COLUMN results.dimensionality.controls_mean IS 'Mean dimensionality of the controls.';
COMMENT ON COLUMN results.dimensionality.controls_sd IS 'Standard deviation over the controls.';
COMMENT ON COLUMN results.dimensionality.p_value IS 'Two-sided permutation p against the controls, not corrected.';
COMMENT ON COLUMN results.dimensionality.p_corrected IS 'p_value after Bonferroni over the tested groups.';
COMMENT ON COLUMN results.dimensionality.reason IS 'Why something is null; null where nothing is.';

CREATE VIEW results.weight_spectra AS
SELECT w.experiment_id, s.model, 'Plateau (' || initcap(lower(w.neuron_group)) || ')' AS neuron_group, w.set_index,
       CASE WHEN w.set_index = 0 THEN 'group' ELSE 'control' END AS role, w.side, w.eigenvalues, w.constant_rows, w.hill,
       w.hill_error, w.stable_rank, w.mp_distance, w.share_above, w.reason
FROM weight_spectrum w JOIN neuron_set s USING (experiment_id, neuron_group, set_index);
COMMENT ON VIEW results.weight_spectra IS 'Spectrum of the correlation matrix of the weight rows of each neuron set, per side.';
COMMENT ON COLUMN results.weight_spectra.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.weight_spectra.model IS 'Name of the model.';
COMMENT ON COLUMN results.weight_spectra.neuron_group IS 'The group, or the group whose control it is, as in results.table_1.';
COMMENT ON COLUMN results.weight_spectra.set_index IS '0: the group itself; 1, 2, ...: its controls.';
COMMENT ON COLUMN results.weight_spectra.role IS 'group or control.';
COMMENT ON COLUMN results.weight_spectra.side IS 'input: what the neurons read of the residual stream; output: what they write to it.';
COMMENT ON COLUMN results.weight_spectra.eigenvalues IS 'The largest first; they add to the number of neurons.';
COMMENT ON COLUMN results.weight_spectra.constant_rows IS 'Neurons whose weights are all equal: they correlate with none.';
COMMENT ON COLUMN results.weight_spectra.hill IS 'Hill''s exponent of the graph.hillShare largest eigenvalues, P(lambda > x) ~ x^-hill.';
COMMENT ON COLUMN results.weight_spectra.hill_error IS 'Its standard error, hill / sqrt(k) for k eigenvalues.';
COMMENT ON COLUMN results.weight_spectra.stable_rank IS 'Sum of the eigenvalues / the largest, 1 ... n.';
COMMENT ON COLUMN results.weight_spectra.mp_distance IS 'Kolmogorov-Smirnov distance from the Marchenko-Pastur law at n / D, 0 ... 1.';
COMMENT ON COLUMN results.weight_spectra.share_above IS 'Share of the eigenvalues above that law''s upper edge, 0 ... 1.';
COMMENT ON COLUMN results.weight_spectra.reason IS 'Why something is null; null where nothing is.';

CREATE VIEW results.weight_spectra_tests AS
SELECT r.experiment_id, s.model, 'Plateau (' || initcap(lower(r.neuron_group)) || ')' AS neuron_group, r.side, r.measure,
       r.value, r.controls, r.controls_mean, r.controls_sd, r.p_value, r.p_corrected, r.reason
FROM measure_row r JOIN neuron_set s ON s.experiment_id = r.experiment_id AND s.neuron_group = r.neuron_group AND s.set_index = 0
WHERE r.side IN ('input', 'output');
COMMENT ON VIEW results.weight_spectra_tests IS 'Measures of the plateau groups'' weight spectra beside those of their random controls.';
COMMENT ON COLUMN results.weight_spectra_tests.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.weight_spectra_tests.model IS 'Name of the model.';
COMMENT ON COLUMN results.weight_spectra_tests.neuron_group IS 'As in results.table_1.';
COMMENT ON COLUMN results.weight_spectra_tests.side IS 'input or output, as in results.weight_spectra.';
COMMENT ON COLUMN results.weight_spectra_tests.measure IS 'hill exponent, stable rank, mp distance or share above edge: the columns of results.weight_spectra.';
COMMENT ON COLUMN results.weight_spectra_tests.value IS 'Of the group, in the unit of the measure.';
COMMENT ON COLUMN results.weight_spectra_tests.controls IS 'Controls that have a value.';
COMMENT ON COLUMN results.weight_spectra_tests.controls_mean IS 'Their mean.';
COMMENT ON COLUMN results.weight_spectra_tests.controls_sd IS 'Their standard deviation.';
COMMENT ON COLUMN results.weight_spectra_tests.p_value IS 'Two-sided permutation p against the controls, not corrected.';
COMMENT ON COLUMN results.weight_spectra_tests.p_corrected IS 'p_value after Bonferroni over the tested groups and sides of the same measure.';
COMMENT ON COLUMN results.weight_spectra_tests.reason IS 'Why something is null; null where nothing is.';

CREATE VIEW results.paper_spectral (plateau_modularity, plateau_modularity_sd, control_modularity, control_modularity_sd,
                                    p_value) AS
VALUES (0.08::double precision, 0.05::double precision, 0.07::double precision, 0.06::double precision,
        0.41::double precision);
COMMENT ON VIEW results.paper_spectral IS 'The paper''s spectral clustering, over both models, for reference.';
COMMENT ON COLUMN results.paper_spectral.plateau_modularity IS 'Modularity of the plateau''s spectral communities, no unit.';
COMMENT ON COLUMN results.paper_spectral.plateau_modularity_sd IS 'Its +/- as printed; the paper does not say over what.';
COMMENT ON COLUMN results.paper_spectral.control_modularity IS 'The same of the random controls.';
COMMENT ON COLUMN results.paper_spectral.control_modularity_sd IS 'Its +/- as printed.';
COMMENT ON COLUMN results.paper_spectral.p_value IS 'Mann-Whitney U, as printed.';
