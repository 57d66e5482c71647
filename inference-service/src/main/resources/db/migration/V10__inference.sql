-- Experiments, their plans, what the model's blocks left behind, and the verdicts of the analyses.
-- Packed columns (bytea) are little-endian and row-major; C, P, N, H, d as on the science page.

CREATE TABLE experiment_run (
  experiment_id text PRIMARY KEY,
  model         text,
  corpus        text,
  reason        text,
  provenance    text,
  requested_at  timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz
);
COMMENT ON TABLE experiment_run IS 'What the inference service alone knows of an experiment; specification and status are in experiment.';
COMMENT ON COLUMN experiment_run.model IS 'Null when the request could not be read.';

CREATE TABLE plan (
  experiment_id text      PRIMARY KEY REFERENCES experiment (id),
  contexts      integer   NOT NULL,
  blocks        integer   NOT NULL,
  neurons       integer   NOT NULL,
  heads         integer   NOT NULL,
  layers        integer[] NOT NULL
);
COMMENT ON COLUMN plan.contexts IS 'C, sampled contexts.';
COMMENT ON COLUMN plan.blocks IS 'Blocks of the stages over all contexts.';
COMMENT ON COLUMN plan.neurons IS 'N, neurons of the final MLP.';
COMMENT ON COLUMN plan.heads IS 'H, heads of a layer.';
COMMENT ON COLUMN plan.layers IS 'Layers whose attention is studied, ascending.';

CREATE TABLE planned_context (
  experiment_id text    NOT NULL REFERENCES plan (experiment_id),
  context       integer NOT NULL,
  block         integer NOT NULL,
  corpus_index  bigint  NOT NULL,
  tokens        bytea   NOT NULL,
  targets       bytea   NOT NULL,
  token_groups  bytea   NOT NULL,
  observation   bytea   NOT NULL,
  PRIMARY KEY (experiment_id, context)
);
CREATE INDEX planned_context_of_block ON planned_context (experiment_id, block);
COMMENT ON COLUMN planned_context.corpus_index IS 'Which context of the corpus, from 0.';
COMMENT ON COLUMN planned_context.tokens IS 'int32[T]: token ids.';
COMMENT ON COLUMN planned_context.targets IS 'int32[P]: ascending positions t whose prediction of t + 1 is studied.';
COMMENT ON COLUMN planned_context.token_groups IS 'int8[P]: 0 rare, 1 common, 2 neither.';
COMMENT ON COLUMN planned_context.observation IS 'int8[P]: 1 where the graph observes the position.';

CREATE TABLE capture_block (
  experiment_id         text             NOT NULL REFERENCES plan (experiment_id),
  block                 integer          NOT NULL,
  positions             bigint           NOT NULL,
  activation_sum        bytea            NOT NULL,
  baseline_loss_sum     double precision NOT NULL,
  head_output_positions bigint           NOT NULL,
  head_output_sum       bytea            NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON COLUMN capture_block.positions IS 'P, target positions of the block.';
COMMENT ON COLUMN capture_block.activation_sum IS 'float64[N]: activations summed over the target positions.';
COMMENT ON COLUMN capture_block.baseline_loss_sum IS 'Cross-entropy summed over the target positions, nats.';
COMMENT ON COLUMN capture_block.head_output_positions IS 'All positions of the contexts, K T.';
COMMENT ON COLUMN capture_block.head_output_sum IS 'float64[layers, H, d]: head outputs summed over all positions.';

CREATE TABLE capture_mean (
  experiment_id      text             PRIMARY KEY REFERENCES plan (experiment_id),
  positions          bigint           NOT NULL,
  mean_activation    bytea            NOT NULL,
  mean_baseline_loss double precision NOT NULL,
  mean_head_output   bytea            NOT NULL
);
COMMENT ON TABLE capture_mean IS 'The blocks of capture_block reduced in block order.';
COMMENT ON COLUMN capture_mean.mean_activation IS 'float64[N]: mu of science.md section 2.';
COMMENT ON COLUMN capture_mean.mean_baseline_loss IS 'Nats per target position.';
COMMENT ON COLUMN capture_mean.mean_head_output IS 'float64[layers, H, d].';

CREATE TABLE ablation_block (
  experiment_id     text             NOT NULL REFERENCES plan (experiment_id),
  block             integer          NOT NULL,
  positions         integer          NOT NULL,
  tier              text             NOT NULL,
  share_closed_form double precision NOT NULL,
  sampled_error     double precision,
  baseline_loss_sum double precision NOT NULL,
  PRIMARY KEY (experiment_id, block)
);

CREATE TABLE plateau (
  experiment_id text      PRIMARY KEY REFERENCES plan (experiment_id),
  rule          text      NOT NULL,
  size          integer   NOT NULL,
  neurons       integer[] NOT NULL
);
COMMENT ON COLUMN plateau.neurons IS 'Neurons of both signs, excitatory first, in order of rank.';

CREATE TABLE progress (
  experiment_id text    NOT NULL,
  stage         text    NOT NULL,
  done          integer NOT NULL,
  blocks        integer NOT NULL,
  PRIMARY KEY (experiment_id, stage)
);
COMMENT ON TABLE progress IS 'Blocks done of every stage of every service, as the services reported.';

CREATE TABLE verdict (
  experiment_id text NOT NULL,
  stage         text NOT NULL,
  name          text NOT NULL,
  outcome       text NOT NULL,
  statistic     text NOT NULL,
  value         double precision,
  p_value       double precision,
  test          text NOT NULL,
  summary       text NOT NULL,
  PRIMARY KEY (experiment_id, stage)
);
COMMENT ON TABLE verdict IS 'One row per analysis that is complete.';

CREATE VIEW results.experiments AS
SELECT r.experiment_id, r.model, r.corpus, e.status, r.reason, e.specification::jsonb AS specification,
       r.provenance::jsonb AS provenance, r.requested_at, r.finished_at
FROM experiment_run r JOIN experiment e ON e.id = r.experiment_id;
COMMENT ON VIEW results.experiments IS 'Every experiment asked for.';
COMMENT ON COLUMN results.experiments.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.experiments.model IS 'Name of the model; null when the request could not be read.';
COMMENT ON COLUMN results.experiments.corpus IS 'Name of the corpus.';
COMMENT ON COLUMN results.experiments.status IS 'REQUESTED, RUNNING, COMPLETED, FAILED or CANCELLED; the last three never change.';
COMMENT ON COLUMN results.experiments.reason IS 'Why it failed; null otherwise.';
COMMENT ON COLUMN results.experiments.specification IS 'Specification after defaults; null when the request could not be read.';
COMMENT ON COLUMN results.experiments.provenance IS 'SHA-256 of weights, tokenizer, counts and corpus; engine, device and threads; numbers of the sample. Null until planned.';
COMMENT ON COLUMN results.experiments.requested_at IS 'When the request was taken in.';
COMMENT ON COLUMN results.experiments.finished_at IS 'When it was completed, failed or cancelled; null before.';

CREATE VIEW results.verdicts AS
SELECT v.experiment_id, r.model, v.name, v.outcome, v.statistic, v.value, v.p_value, v.test, v.summary
FROM verdict v JOIN experiment_run r USING (experiment_id);
COMMENT ON VIEW results.verdicts IS 'The answers to the three questions of an experiment.';
COMMENT ON COLUMN results.verdicts.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.verdicts.model IS 'Name of the model.';
COMMENT ON COLUMN results.verdicts.name IS 'dual regimes, clustering or routing.';
COMMENT ON COLUMN results.verdicts.outcome IS 'supported, not supported or not testable.';
COMMENT ON COLUMN results.verdicts.statistic IS 'What was measured, in words.';
COMMENT ON COLUMN results.verdicts.value IS 'Value of the statistic; null when not testable.';
COMMENT ON COLUMN results.verdicts.p_value IS 'p-value after correction; null when not testable.';
COMMENT ON COLUMN results.verdicts.test IS 'The test, in words, with its correction.';
COMMENT ON COLUMN results.verdicts.summary IS 'One sentence for a reader.';

CREATE VIEW results.paper_verdicts AS
SELECT * FROM (VALUES
  ('dual regimes', 'supported', 'Rare tokens need plateau neurons beyond the power law that suffices for common tokens.'),
  ('clustering', 'not supported', 'Plateau neurons are spread over the layer: their modularity is that of random neurons (p = 0.42 to 0.84).'),
  ('routing', 'not supported', 'Attention reaches plateau neurons through all heads alike; no head routes rare tokens to them.')
) AS paper (name, outcome, summary);
COMMENT ON VIEW results.paper_verdicts IS 'The paper''s answers, for comparison.';
COMMENT ON COLUMN results.paper_verdicts.name IS 'dual regimes, clustering or routing.';
COMMENT ON COLUMN results.paper_verdicts.outcome IS 'supported or not supported.';
COMMENT ON COLUMN results.paper_verdicts.summary IS 'The paper''s finding in one sentence.';

CREATE VIEW results.ablation_blocks AS
SELECT a.experiment_id, r.model, a.block, a.positions, a.tier, a.share_closed_form, a.sampled_error
FROM ablation_block a JOIN experiment_run r USING (experiment_id);
COMMENT ON VIEW results.ablation_blocks IS 'How each block of neuron ablations was computed and how exact it was.';
COMMENT ON COLUMN results.ablation_blocks.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.ablation_blocks.model IS 'Name of the model.';
COMMENT ON COLUMN results.ablation_blocks.block IS 'Which block, from 0.';
COMMENT ON COLUMN results.ablation_blocks.positions IS 'P, target positions of the block.';
COMMENT ON COLUMN results.ablation_blocks.tier IS 'moments, closed-form or naive.';
COMMENT ON COLUMN results.ablation_blocks.share_closed_form IS 'Share of (position, neuron) pairs computed in closed form.';
COMMENT ON COLUMN results.ablation_blocks.sampled_error IS 'Largest absolute error of sampled pairs divided by the root mean square loss change; null for exact tiers.';

GRANT SELECT ON results.experiments, results.verdicts, results.paper_verdicts, results.ablation_blocks TO analyst;
