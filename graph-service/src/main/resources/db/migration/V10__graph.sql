-- What the graph service has been told, what it found, and the views over it.

CREATE TABLE plateau_group (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  neuron_group  text      NOT NULL CHECK (neuron_group IN ('EXCITATORY', 'INHIBITORY')),
  neurons       integer[] NOT NULL,
  filled        integer   NOT NULL,
  PRIMARY KEY (experiment_id, neuron_group)
);
COMMENT ON TABLE plateau_group IS 'The plateau''s neurons of one sign, in order of rank; the last "filled" of them are not plateau.';

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
  experiment_id         text               NOT NULL REFERENCES experiment (id),
  neuron_group          text               NOT NULL CHECK (neuron_group IN ('EXCITATORY', 'INHIBITORY')),
  set_index             integer            NOT NULL CHECK (set_index >= 0),
  model                 text               NOT NULL,
  neurons               integer[]          NOT NULL,
  observations          integer            NOT NULL,
  edges                 integer            NOT NULL,
  negative_edges        integer            NOT NULL,
  q_signed              double precision   NOT NULL,
  q                     double precision   NOT NULL,
  communities           integer            NOT NULL,
  membership            integer[]          NOT NULL,
  share_best            double precision   NOT NULL,
  spectral_q_signed     double precision[] NOT NULL,
  spectral_k            integer,
  bootstrap_q_signed    double precision[] NOT NULL,
  bootstrap_communities integer[]          NOT NULL,
  PRIMARY KEY (experiment_id, neuron_group, set_index)
);
COMMENT ON TABLE neuron_set IS 'One neuron set and its communities; set 0 is the group, the others are its controls.';

CREATE TABLE table_row (
  experiment_id        text    NOT NULL REFERENCES experiment (id),
  neuron_group         text    NOT NULL,
  model                text    NOT NULL,
  neurons              integer,
  filled               integer NOT NULL,
  signed_modularity    double precision,
  signed_modularity_sd double precision,
  signed_modularity_low  double precision,
  signed_modularity_high double precision,
  communities          double precision,
  communities_sd       double precision,
  p_value              double precision,
  p_corrected          double precision,
  p_two_sided          double precision,
  p_mann_whitney       double precision,
  cohens_d             double precision,
  spectral_modularity  double precision,
  p_spectral           double precision,
  reason               text,
  PRIMARY KEY (experiment_id, neuron_group)
);

CREATE TABLE verdict (
  experiment_id text PRIMARY KEY REFERENCES experiment (id),
  outcome       text NOT NULL CHECK (outcome IN ('supported', 'not supported', 'not testable')),
  statistic     text NOT NULL,
  value         double precision,
  p_value       double precision,
  test          text NOT NULL,
  summary       text NOT NULL
);

CREATE VIEW results.table_1 AS
SELECT experiment_id, model, neuron_group, neurons, filled, signed_modularity, signed_modularity_sd,
       signed_modularity_low, signed_modularity_high, communities, communities_sd, p_value, p_corrected, p_two_sided,
       p_mann_whitney, cohens_d, spectral_modularity, p_spectral, reason
FROM table_row;
COMMENT ON VIEW results.table_1 IS 'Community structure of the plateau groups beside random neuron sets of the same size.';
COMMENT ON COLUMN results.table_1.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.table_1.model IS 'Name of the model.';
COMMENT ON COLUMN results.table_1.neuron_group IS 'Plateau (Excitatory), Plateau (Inhibitory) or Random Control (the controls of both groups together).';
COMMENT ON COLUMN results.table_1.neurons IS 'Neurons in the set; null where the controls differ in size or there are none.';
COMMENT ON COLUMN results.table_1.filled IS 'How many of them are the next-ranked of their sign, not plateau.';
COMMENT ON COLUMN results.table_1.signed_modularity IS 'Signed modularity (Eq. 7) of the best Louvain partition, no unit; of the controls their mean.';
COMMENT ON COLUMN results.table_1.signed_modularity_sd IS 'Standard deviation over bootstraps of the contexts; of the controls over the controls.';
COMMENT ON COLUMN results.table_1.signed_modularity_low IS '2.5th percentile of the same distribution.';
COMMENT ON COLUMN results.table_1.signed_modularity_high IS '97.5th percentile of the same distribution.';
COMMENT ON COLUMN results.table_1.communities IS 'Communities of the best partition, neurons without edges counting one each; of the controls their mean.';
COMMENT ON COLUMN results.table_1.communities_sd IS 'Standard deviation over bootstraps of the contexts; of the controls over the controls.';
COMMENT ON COLUMN results.table_1.p_value IS 'The test: one-sided permutation p, (1 + controls at least as modular) / (1 + controls), not corrected; null for controls and where reason says why.';
COMMENT ON COLUMN results.table_1.p_corrected IS 'p_value after Bonferroni over the tested groups.';
COMMENT ON COLUMN results.table_1.p_two_sided IS 'Two-sided permutation p: twice the smaller one-sided one, at most 1; not corrected.';
COMMENT ON COLUMN results.table_1.p_mann_whitney IS 'The paper''s test: two-sided Mann-Whitney U of the bootstraps against the controls, after Bonferroni; bootstrapping inflates its n.';
COMMENT ON COLUMN results.table_1.cohens_d IS 'Difference of the means of bootstraps and controls / pooled standard deviation; null where neither varies.';
COMMENT ON COLUMN results.table_1.spectral_modularity IS 'Largest signed modularity over the spectral partitions into k = 2 ... 8; of the controls their mean.';
COMMENT ON COLUMN results.table_1.p_spectral IS 'One-sided permutation p of spectral_modularity, not corrected.';
COMMENT ON COLUMN results.table_1.reason IS 'Why the row is not tested; null where it is.';

CREATE VIEW results.communities AS
SELECT experiment_id, model, initcap(lower(neuron_group)) AS neuron_group, set_index,
       CASE WHEN set_index = 0 THEN 'group' ELSE 'control' END AS role, neurons, observations, edges, negative_edges,
       q_signed, q, communities, membership, share_best, spectral_k, spectral_q_signed[spectral_k - 1] AS spectral_q_signed,
       spectral_q_signed AS spectral_q_signed_by_k
FROM neuron_set;
COMMENT ON VIEW results.communities IS 'One row per neuron set: the groups and each of their controls.';
COMMENT ON COLUMN results.communities.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.communities.model IS 'Name of the model.';
COMMENT ON COLUMN results.communities.neuron_group IS 'Excitatory or Inhibitory: the group, or the group whose control this is.';
COMMENT ON COLUMN results.communities.set_index IS '0: the group itself; 1, 2, ...: its controls.';
COMMENT ON COLUMN results.communities.role IS 'group or control.';
COMMENT ON COLUMN results.communities.neurons IS 'Indices in the final MLP; a group''s in order of rank.';
COMMENT ON COLUMN results.communities.observations IS 'Positions over which activations are correlated.';
COMMENT ON COLUMN results.communities.edges IS 'Pairs whose absolute correlation exceeds the threshold of the specification.';
COMMENT ON COLUMN results.communities.negative_edges IS 'Those of them with a negative correlation.';
COMMENT ON COLUMN results.communities.q_signed IS 'Signed modularity (Eq. 7) of the best Louvain partition; 0 without edges.';
COMMENT ON COLUMN results.communities.q IS 'Modularity (Eq. 6) of the absolute weights for the same partition; 0 without edges.';
COMMENT ON COLUMN results.communities.communities IS 'Communities of that partition; a neuron without edges is one.';
COMMENT ON COLUMN results.communities.membership IS 'Community of each neuron, parallel to neurons, numbered 0, 1, ... by first member.';
COMMENT ON COLUMN results.communities.share_best IS 'Share of the Louvain runs that found the best value, 0 ... 1.';
COMMENT ON COLUMN results.communities.spectral_k IS 'The k of largest signed modularity among the spectral partitions; null below two neurons.';
COMMENT ON COLUMN results.communities.spectral_q_signed IS 'Its signed modularity.';
COMMENT ON COLUMN results.communities.spectral_q_signed_by_k IS 'Signed modularity of the spectral partition for k = 2, 3, ..., 8 (at most the number of neurons).';

-- Table 1 of the paper.
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

GRANT SELECT ON results.table_1, results.communities, results.paper_table_1 TO analyst;
