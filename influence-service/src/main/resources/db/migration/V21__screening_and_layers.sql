-- Neurons of a layer by its number, where a first-order estimate chose those that were ablated.
CREATE TABLE screening (
  experiment_id text      PRIMARY KEY REFERENCES experiment (id),
  exact         integer[] NOT NULL,
  sampled       integer[] NOT NULL
);
COMMENT ON TABLE screening IS 'Which loss changes are exact, in screened experiments.';
COMMENT ON COLUMN screening.exact IS 'Neurons that were ablated, ascending.';
COMMENT ON COLUMN screening.sampled IS 'Those of them that were drawn from the ones that the estimate did not choose.';

CREATE TABLE miss_rate (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  token_group   text             NOT NULL CHECK (token_group IN ('rare', 'common')),
  chosen        integer          NOT NULL,
  others        integer          NOT NULL,
  sampled       integer          NOT NULL,
  threshold     double precision NOT NULL,
  missed        integer          NOT NULL,
  share         double precision,
  share_at_most double precision NOT NULL,
  PRIMARY KEY (experiment_id, token_group)
);

CREATE VIEW results.screening AS
SELECT m.experiment_id, r.model, x.layer AS mlp_layer, m.token_group, m.chosen, m.others, m.sampled, m.threshold,
       m.missed, m.share, m.share_at_most
FROM miss_rate m JOIN regime r USING (experiment_id, token_group) JOIN experiment x ON x.id = m.experiment_id;
COMMENT ON VIEW results.screening IS 'What the first-order screening of a layer (mlp.method screened) misses, as a sample of the neurons that it did not choose tells; no rows otherwise.';
COMMENT ON COLUMN results.screening.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.screening.model IS 'Name of the model.';
COMMENT ON COLUMN results.screening.mlp_layer IS 'Layer of the MLP, from 0.';
COMMENT ON COLUMN results.screening.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.screening.chosen IS 'Neurons of the largest estimated influences, which were ablated.';
COMMENT ON COLUMN results.screening.others IS 'Neurons that were not chosen; influences of those not sampled are first-order estimates.';
COMMENT ON COLUMN results.screening.sampled IS 'Neurons drawn from the others, which were ablated too.';
COMMENT ON COLUMN results.screening.threshold IS 'Median influence of the chosen neurons, nats: a neuron above it is missed where it was not chosen.';
COMMENT ON COLUMN results.screening.missed IS 'Sampled neurons that are missed.';
COMMENT ON COLUMN results.screening.share IS 'missed / sampled: estimated share of the others that is missed; null without a sample.';
COMMENT ON COLUMN results.screening.share_at_most IS 'What that share is at most with 95 % confidence (Clopper and Pearson, one-sided).';

-- Every view of neurons tells of which layer they are.
CREATE OR REPLACE VIEW results.figure_1 AS
SELECT n.experiment_id, r.model, n.token_group, n.rank, n.neuron, n.influence, n.fit, n.delta, n.regime,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign,
       n.influence_low, n.influence_high, n.cross_fitted, n.rank <= r.noise_floor AS above_noise,
       n.rank <= r.ranks_fitted AS fitted, n.influence_percentile_low, n.influence_percentile_high, x.layer AS mlp_layer
FROM neuron n JOIN regime r USING (experiment_id, token_group)
JOIN experiment x ON x.id = n.experiment_id
WHERE n.rank IS NOT NULL;
COMMENT ON COLUMN results.figure_1.mlp_layer IS 'Layer of the MLP whose neurons are ablated, from 0.';

COMMENT ON COLUMN results.figure_1.neuron IS 'Index of the neuron in the MLP, from 0.';

CREATE OR REPLACE VIEW results.regimes AS
SELECT experiment_id, model, token_group, neurons, dropped, kappa, kappa_low, kappa_high, beta, r_squared,
       r_squared_low, r_squared_high, share_within_tenth, segments, breakpoint_1, breakpoint_2, segment_kappa,
       plateau_rule, plateau_size, plateau_size_low, plateau_size_high, influence, weighting, positions, contexts,
       bic_1, bic_2, bic_3, breakpoint_1_low, breakpoint_1_high, breakpoint_2_low, breakpoint_2_high,
       segment_kappa_low, segment_kappa_high, excess_size, flat_size, flat_share, bootstraps, reason,
       plateau_statement, asked_rule, plateau_delta, top_k, min_group,
       ranks, noise_floor, ranks_fitted, noise_statement, interval_kind, kappa_corrected, distinct_contexts,
       kappa_percentile_low, kappa_percentile_high, r_squared_percentile_low, r_squared_percentile_high,
       segment_kappa_percentile_low, segment_kappa_percentile_high, x.layer AS mlp_layer
FROM regime JOIN experiment x ON x.id = experiment_id;
COMMENT ON COLUMN results.regimes.mlp_layer IS 'Layer of the MLP whose neurons are ablated, from 0.';

CREATE OR REPLACE VIEW results.neuron_influences AS
SELECT n.experiment_id, r.model, n.token_group, n.neuron, n.mean_delta, n.mean_abs_delta, n.standard_error,
       n.share_positive, n.influence, n.rank, abs(n.mean_delta) AS abs_mean_delta,
       n.mean_delta / nullif(n.standard_error, 0) AS z,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign,
       n.fit, n.delta, n.regime,
       CASE WHEN g.place IS NULL THEN NULL WHEN g.place > g.own THEN 'filled'
            WHEN g.rule = 'top-k' THEN 'substitute' ELSE 'plateau' END AS role,
       n.influence_low, n.influence_high, x.layer AS mlp_layer,
       coalesce(n.neuron = ANY (s.exact), true) AS exact
FROM neuron n JOIN regime r USING (experiment_id, token_group) JOIN experiment x ON x.id = n.experiment_id
LEFT JOIN screening s USING (experiment_id)
LEFT JOIN (
  SELECT p.experiment_id, p.rule, u.neuron, u.place, cardinality(s.neurons) - s.filled AS own
  FROM plateau p JOIN plateau_group s USING (experiment_id), unnest(s.neurons) WITH ORDINALITY AS u (neuron, place)
) g USING (experiment_id, neuron);
COMMENT ON COLUMN results.neuron_influences.mlp_layer IS 'Layer of the MLP whose neurons are ablated, from 0.';

COMMENT ON COLUMN results.neuron_influences.neuron IS 'Index of the neuron in the MLP, from 0.';
COMMENT ON COLUMN results.neuron_influences.exact IS 'Whether the neuron was ablated; false: its loss changes are first-order estimates (mlp.method screened).';

CREATE OR REPLACE VIEW results.plateaus AS
SELECT g.experiment_id, p.model, g.sign, p.rule, p.size, g.neurons, g.filled,
       CASE WHEN cardinality(g.neurons) = 0 THEN 'no ' || g.sign || ' neuron has an influence on rare tokens' END
         AS reason, x.layer AS mlp_layer
FROM plateau_group g JOIN plateau p USING (experiment_id) JOIN experiment x ON x.id = g.experiment_id;
COMMENT ON COLUMN results.plateaus.mlp_layer IS 'Layer of the MLP whose neurons are studied, from 0.';

COMMENT ON VIEW results.figure_1 IS 'Figure 1: influence of an MLP''s neurons against rank, one row per ranked neuron and token group.';
COMMENT ON VIEW results.neuron_influences IS 'Influence of every neuron of the MLP that is studied, once per token group. dL: loss with the neuron ablated minus baseline loss, at a target position.';
