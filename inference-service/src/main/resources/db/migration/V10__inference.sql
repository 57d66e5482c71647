-- Experiments, their plans, what the model's blocks left behind, and the verdicts of the analyses.
-- Packed columns (bytea) are little-endian and row-major; C, P, N, H, d as in deploy/science.

CREATE TABLE experiment_run (
  experiment_id text        PRIMARY KEY,
  model         text,
  corpus        text,
  reason        text,
  provenance    text,
  requested_at  timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz,
  deleted_at    timestamptz,
  study         text,
  variant       jsonb,
  CONSTRAINT study_has_variants CHECK ((study IS NULL) = (variant IS NULL))
);
CREATE INDEX experiment_run_by_time ON experiment_run (requested_at DESC, experiment_id) WHERE (deleted_at IS NULL);
CREATE INDEX experiment_run_of_study ON experiment_run (study, experiment_id) WHERE (study IS NOT NULL);
COMMENT ON TABLE experiment_run IS 'What the inference service alone knows of an experiment; specification and status are in experiment.';
COMMENT ON COLUMN experiment_run.model IS 'Null when the request could not be read.';
COMMENT ON COLUMN experiment_run.deleted_at IS 'When its results were deleted; null where they are there.';
COMMENT ON COLUMN experiment_run.study IS 'Identifier of the study that the experiment is one of; null when it was asked for by itself.';
COMMENT ON COLUMN experiment_run.variant IS 'What distinguishes it in its study: value by path of the field in the specification.';

CREATE TABLE plan (
  experiment_id    text      PRIMARY KEY REFERENCES experiment (id),
  contexts         integer   NOT NULL,
  blocks           integer   NOT NULL,
  neurons          integer   NOT NULL,
  heads            integer   NOT NULL,
  layers           integer[] NOT NULL,
  parts            integer   NOT NULL DEFAULT 1,
  attention_pieces integer   NOT NULL DEFAULT 1,
  stages           text[]    NOT NULL
);
COMMENT ON COLUMN plan.contexts IS 'C, sampled contexts.';
COMMENT ON COLUMN plan.blocks IS 'Blocks of the stages over all contexts.';
COMMENT ON COLUMN plan.neurons IS 'N, neurons of the final MLP.';
COMMENT ON COLUMN plan.heads IS 'H, heads of a layer.';
COMMENT ON COLUMN plan.layers IS 'Layers whose attention is studied, ascending.';
COMMENT ON COLUMN plan.parts IS 'Blocks of one context: ranges of its target positions; 1 where a block holds whole contexts.';
COMMENT ON COLUMN plan.attention_pieces IS 'Events that hold the attention rows of one block''s part of a context in one layer.';
COMMENT ON COLUMN plan.stages IS 'Stages of the experiment, in order: completion, progress and the watchdog read this list.';

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
COMMENT ON COLUMN planned_context.block IS 'The block of the context; the first of its plan.parts blocks where it is cut.';
COMMENT ON COLUMN planned_context.corpus_index IS 'Which context of the corpus, from 0.';
COMMENT ON COLUMN planned_context.tokens IS 'int32[T]: token ids.';
COMMENT ON COLUMN planned_context.targets IS 'int32[P]: ascending positions t whose prediction of t + 1 is studied.';
COMMENT ON COLUMN planned_context.token_groups IS 'int8[P]: 0 rare, 1 common, 2 neither.';
COMMENT ON COLUMN planned_context.observation IS 'int8[P]: 1 where the graph observes the position.';

CREATE TABLE plan_counts (
  experiment_id text  PRIMARY KEY REFERENCES plan (experiment_id),
  counts        bytea NOT NULL
);
COMMENT ON TABLE plan_counts IS 'How often each token occurs, by which it is rare or common.';
COMMENT ON COLUMN plan_counts.counts IS 'float64[tokens of the tokenizer], from id 0.';

CREATE TABLE capture_block (
  experiment_id         text             NOT NULL REFERENCES plan (experiment_id),
  block                 integer          NOT NULL,
  positions             bigint           NOT NULL,
  activation_sum        bytea            NOT NULL,
  absolute_activation_sum bytea          NOT NULL,
  baseline_loss_sum     double precision NOT NULL,
  head_output_positions bigint           NOT NULL,
  head_output_sum       bytea            NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON COLUMN capture_block.positions IS 'P, target positions of the block.';
COMMENT ON COLUMN capture_block.activation_sum IS 'float64[N]: activations summed over the target positions.';
COMMENT ON COLUMN capture_block.absolute_activation_sum IS 'float64[N]: likewise, of absolute values.';
COMMENT ON COLUMN capture_block.baseline_loss_sum IS 'Cross-entropy summed over the target positions, nats.';
COMMENT ON COLUMN capture_block.head_output_positions IS 'All positions of the contexts, K T.';
COMMENT ON COLUMN capture_block.head_output_sum IS 'float64[layers, H, d]: head outputs summed over all positions.';

CREATE TABLE capture_mean (
  experiment_id      text             PRIMARY KEY REFERENCES plan (experiment_id),
  positions          bigint           NOT NULL,
  mean_activation    bytea            NOT NULL,
  mean_absolute_activation bytea      NOT NULL,
  mean_baseline_loss double precision NOT NULL,
  mean_head_output   bytea            NOT NULL
);
COMMENT ON TABLE capture_mean IS 'The blocks of capture_block reduced in block order.';
COMMENT ON COLUMN capture_mean.mean_activation IS 'float64[N]: mu of science.md section 2.';
COMMENT ON COLUMN capture_mean.mean_absolute_activation IS 'float64[N].';
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
  series_order      integer,
  guard             double precision,
  PRIMARY KEY (experiment_id, block)
);

CREATE TABLE refinement (
  experiment_id text      PRIMARY KEY REFERENCES plan (experiment_id),
  neurons       integer[] NOT NULL
);
COMMENT ON TABLE refinement IS 'Neurons whose loss changes are computed again in closed form; none where all are as precise as promised.';

CREATE TABLE plateau (
  experiment_id text      PRIMARY KEY REFERENCES plan (experiment_id),
  rule          text      NOT NULL,
  size          integer   NOT NULL,
  studied       integer   NOT NULL,
  neurons       integer[] NOT NULL,
  ranking       integer[] NOT NULL
);
COMMENT ON COLUMN plateau.neurons IS 'Neurons of both signs, excitatory first, in order of rank.';
COMMENT ON COLUMN plateau.studied IS 'Neurons of the plateau or its substitutes, without those that fill up a sign.';
COMMENT ON COLUMN plateau.ranking IS 'All ranked neurons, the most influential first.';

CREATE TABLE progress (
  experiment_id text        NOT NULL,
  stage         text        NOT NULL,
  done          integer     NOT NULL,
  blocks        integer     NOT NULL,
  reported_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (experiment_id, stage)
);
COMMENT ON TABLE progress IS 'Blocks done of every stage of every service, as the services reported.';
COMMENT ON COLUMN progress.reported_at IS 'When more blocks were last reported.';

CREATE TABLE verdict (
  experiment_id text             NOT NULL,
  stage         text             NOT NULL,
  name          text             NOT NULL,
  outcome       text             NOT NULL,
  statistic     text             NOT NULL,
  value         double precision,
  p_value       double precision,
  test          text             NOT NULL,
  summary       text             NOT NULL,
  PRIMARY KEY (experiment_id, stage)
);
COMMENT ON TABLE verdict IS 'One row per analysis that is complete.';

CREATE TABLE plan_matching (
  experiment_id text    PRIMARY KEY REFERENCES plan (experiment_id),
  rare_types    integer NOT NULL,
  common_types  integer NOT NULL,
  parsed        boolean NOT NULL
);
COMMENT ON TABLE plan_matching IS 'One row per experiment whose tokens.grouping is matched.';

CREATE TABLE plan_matched_pair (
  experiment_id     text    NOT NULL REFERENCES plan_matching (experiment_id),
  rare_token        integer NOT NULL,
  common_token      integer NOT NULL,
  rare_text         text    NOT NULL,
  common_text       text    NOT NULL,
  tag               text    NOT NULL,
  occurrences       integer NOT NULL,
  cost              integer NOT NULL,
  length_difference integer NOT NULL,
  rare_third        integer NOT NULL,
  common_third      integer NOT NULL,
  rare_role         text,
  common_role       text,
  PRIMARY KEY (experiment_id, rare_token),
  UNIQUE (experiment_id, common_token)
);
COMMENT ON TABLE plan_matched_pair IS 'Without replacement: the second key says that a common type is used once.';

CREATE TABLE watch (
  experiment_id text             PRIMARY KEY REFERENCES experiment (id),
  active_at     timestamptz      NOT NULL,
  quiet_seconds double precision NOT NULL,
  looked_at     timestamptz      NOT NULL,
  queued        text             NOT NULL,
  drains        integer          NOT NULL
);
COMMENT ON TABLE watch IS 'Experiments without progress, until they move again or are failed.';
COMMENT ON COLUMN watch.active_at IS 'The last progress when the row was written.';
COMMENT ON COLUMN watch.quiet_seconds IS 'Time without progress while the service ran, seconds: downtime does not count.';
COMMENT ON COLUMN watch.looked_at IS 'The last look.';
COMMENT ON COLUMN watch.queued IS 'End of every partition of work, topic/partition=offset: what was queued or being handled when this was written.';
COMMENT ON COLUMN watch.drains IS 'How many times in succession all that was queued was handled without progress.';

CREATE TABLE turn (
  experiment_id text        PRIMARY KEY REFERENCES experiment (id),
  place         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  pool          text        NOT NULL,
  work          bigint      NOT NULL,
  size_class    integer     NOT NULL,
  taken_at      timestamptz,
  published_at  timestamptz
);
CREATE INDEX turn_waiting ON turn (pool, size_class, place) WHERE (taken_at IS NULL);
COMMENT ON TABLE turn IS 'Turns of experiments that have not ended; those of experiments that have are removed.';
COMMENT ON COLUMN turn.place IS 'Place in the order of arrival.';
COMMENT ON COLUMN turn.pool IS 'Pool of workers that serves the experiment''s model; every pool has turns of its own.';
COMMENT ON COLUMN turn.work IS 'Expected work: positions asked for times bytes of the model''s weights.';
COMMENT ON COLUMN turn.size_class IS 'Class of the expected work, each a factor of four; every class has turns of its own.';
COMMENT ON COLUMN turn.taken_at IS 'When its turn came; null while it waits.';
COMMENT ON COLUMN turn.published_at IS 'When its planning was published as work; null before. A turn taken but not published is published by whichever replica sees it.';

CREATE TABLE published_work (
  experiment_id text    NOT NULL REFERENCES experiment (id),
  stage         text    NOT NULL,
  cause         integer NOT NULL,
  pool          text    NOT NULL,
  blocks        integer NOT NULL,
  first_block   integer NOT NULL,
  last_block    integer NOT NULL,
  published     boolean NOT NULL,
  PRIMARY KEY (experiment_id, stage, cause)
);
CREATE INDEX published_work_last ON published_work (experiment_id, stage, last_block);
COMMENT ON TABLE published_work IS 'Blocks that are published as work, by what sets that off.';
COMMENT ON COLUMN published_work.cause IS 'The block that was done; -1 where the stage began.';
COMMENT ON COLUMN published_work.pool IS 'Pool of workers that they were published for.';
COMMENT ON COLUMN published_work.published IS 'Whether all of them have been: false where a crash came in between, and then whatever set it off does it again.';
COMMENT ON COLUMN published_work.blocks IS 'Blocks of the stage.';

CREATE TABLE returned_work (
  experiment_id text    NOT NULL REFERENCES experiment (id),
  stage         text    NOT NULL,
  block         integer NOT NULL,
  process       text    NOT NULL,
  times         integer NOT NULL,
  PRIMARY KEY (experiment_id, stage, block, process)
);
COMMENT ON TABLE returned_work IS 'Blocks that workers gave back because they lack the model or the corpus.';

-- What people query.

CREATE VIEW results.experiments AS
SELECT r.experiment_id, r.model, r.corpus, e.status, r.reason, e.specification::jsonb AS specification,
       r.provenance::jsonb AS provenance, r.requested_at, r.finished_at,
       nullif(concat_ws('; ',
         CASE WHEN found.contexts < asked.contexts THEN
           format('tokens.count asks for %s contexts, the corpus gives %s', asked.contexts, found.contexts)
         WHEN found.contexts IS NOT NULL AND asked.contexts * asked.length < asked.positions THEN
           format('tokens.count asks for %s positions, %s whole contexts of tokens.contextLength %s are %s',
                  asked.positions, asked.contexts, asked.length, asked.contexts * asked.length) END,
         CASE WHEN found.observations < asked.observations THEN
           format('graph.observations asks for %s, the sample gives %s', asked.observations, found.observations) END,
         CASE WHEN asked.one_per_context AND found.contexts < least(asked.observations, found.observations) THEN
           format('graph.observations asks for %s, with graph.onePerContext %s contexts give at most as many',
                  asked.observations, found.contexts) END,
         -- 100, the default, means all up to 100.
         CASE WHEN asked.head_contexts <> 100 AND found.contexts < asked.head_contexts THEN
           format('attention.headContexts asks for %s contexts, the sample has %s', asked.head_contexts,
                  found.contexts) END),
         '') AS shortfall,
       (SELECT string_agg(note, '; ' ORDER BY place)
        FROM jsonb_array_elements_text(r.provenance::jsonb #> '{plan,notes}') WITH ORDINALITY AS said(note, place)) AS notes
FROM experiment_run r JOIN experiment e ON e.id = r.experiment_id
CROSS JOIN LATERAL (
  SELECT (e.specification::jsonb #>> '{tokens,count}')::integer AS positions,
         (e.specification::jsonb #>> '{tokens,contextLength}')::integer AS length,
         (e.specification::jsonb #>> '{tokens,count}')::integer
           / (e.specification::jsonb #>> '{tokens,contextLength}')::integer AS contexts,
         (e.specification::jsonb #>> '{graph,observations}')::integer AS observations,
         (e.specification::jsonb #>> '{graph,onePerContext}')::boolean AS one_per_context,
         (e.specification::jsonb #>> '{attention,headContexts}')::integer AS head_contexts) asked
CROSS JOIN LATERAL (
  SELECT (r.provenance::jsonb #>> '{plan,sampledContexts}')::integer AS contexts,
         (r.provenance::jsonb #>> '{plan,observations}')::integer AS observations) found
WHERE e.status <> 'DELETED';
COMMENT ON VIEW results.experiments IS 'Every experiment asked for, except those deleted since (results.deletions).';
COMMENT ON COLUMN results.experiments.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.experiments.model IS 'Name of the model; null when the request could not be read.';
COMMENT ON COLUMN results.experiments.corpus IS 'Name of the corpus in the specification: a file or folder under the service''s corpus roots; its SHA-256 is in provenance. Null when the request could not be read.';
COMMENT ON COLUMN results.experiments.status IS 'REQUESTED, RUNNING, COMPLETED, FAILED or CANCELLED; the last three never change.';
COMMENT ON COLUMN results.experiments.reason IS 'Why it failed; null otherwise.';
COMMENT ON COLUMN results.experiments.specification IS 'Specification after defaults; null when the request could not be read.';
COMMENT ON COLUMN results.experiments.provenance IS 'SHA-256 of weights, tokenizer, counts and corpus; engine, device and threads; numbers of the sample. Null until planned.';
COMMENT ON COLUMN results.experiments.requested_at IS 'When the request was taken in.';
COMMENT ON COLUMN results.experiments.finished_at IS 'When it was completed, failed or cancelled; null before.';
COMMENT ON COLUMN results.experiments.shortfall IS 'Where the sample is smaller than the specification asks for, in sentences, also by the remainder of a division into contexts; null where it is not, and until planned. Pairs to patch: see results.patching.shortfall.';
COMMENT ON COLUMN results.experiments.notes IS 'Remarks on corpus and tokenizer, in sentences: characters that were replaced (their number is in provenance, plan.replacedCharacters), which token joins the documents where configuration and tokenizer do not simply agree. Null where there is nothing, and until planned.';

CREATE VIEW results.verdicts AS
SELECT v.experiment_id, r.model, v.name, v.outcome, v.statistic, v.value, v.p_value, v.test, v.summary,
       p.rule AS plateau_rule
FROM verdict v JOIN experiment_run r USING (experiment_id) LEFT JOIN plateau p USING (experiment_id);
COMMENT ON VIEW results.verdicts IS 'The answers to the questions of an experiment.';
COMMENT ON COLUMN results.verdicts.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.verdicts.model IS 'Name of the model.';
COMMENT ON COLUMN results.verdicts.name IS 'dual regimes, clustering, routing or causal need.';
COMMENT ON COLUMN results.verdicts.outcome IS 'supported, not supported or not testable.';
COMMENT ON COLUMN results.verdicts.statistic IS 'What was measured, in words.';
COMMENT ON COLUMN results.verdicts.value IS 'Value of the statistic; null when not testable.';
COMMENT ON COLUMN results.verdicts.p_value IS 'p-value after correction; null when not testable.';
COMMENT ON COLUMN results.verdicts.test IS 'The test, in words, with its correction.';
COMMENT ON COLUMN results.verdicts.summary IS 'One sentence for a reader.';
COMMENT ON COLUMN results.verdicts.plateau_rule IS 'excess or flat: the rule by which the plateau was found. top-k: there is no plateau, or top-k was asked for; what clustering and routing say of plateau neurons is about substitutes, the top-ranked neurons. Null where the experiment ended before its plateau was looked for.';

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
SELECT a.experiment_id, r.model, a.block, a.positions, a.tier, a.series_order, a.guard, a.share_closed_form,
       a.sampled_error
FROM ablation_block a JOIN experiment_run r USING (experiment_id);
COMMENT ON VIEW results.ablation_blocks IS 'How each block of neuron ablations was computed and how exact it was.';
COMMENT ON COLUMN results.ablation_blocks.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.ablation_blocks.model IS 'Name of the model.';
COMMENT ON COLUMN results.ablation_blocks.block IS 'Which block, from 0.';
COMMENT ON COLUMN results.ablation_blocks.positions IS 'P, target positions of the block.';
COMMENT ON COLUMN results.ablation_blocks.tier IS 'moments, closed-form or naive.';
COMMENT ON COLUMN results.ablation_blocks.series_order IS 'Order of the cumulant series; null for exact tiers.';
COMMENT ON COLUMN results.ablation_blocks.guard IS 'Standard deviation of the logit change, nats, above which pairs were computed in closed form, after tightening; null for exact tiers.';
COMMENT ON COLUMN results.ablation_blocks.share_closed_form IS 'Share of (position, neuron) pairs computed in closed form.';
COMMENT ON COLUMN results.ablation_blocks.sampled_error IS 'Largest absolute error of sampled pairs divided by the root mean square loss change; null for exact tiers.';

CREATE VIEW results.matching AS
SELECT m.experiment_id, r.model, m.rare_types, m.common_types, p.pairs, m.rare_types - p.pairs AS unpaired,
       p.length_met, p.tag_met, p.position_met, CASE WHEN m.parsed THEN p.role_met END AS role_met,
       CASE WHEN NOT m.parsed THEN 'no parse (.conllu) lies beside the corpus' END AS role_reason,
       p.every_criterion_met, p.mean_cost, p.occurrences
FROM plan_matching m JOIN experiment_run r USING (experiment_id)
JOIN (SELECT experiment_id, count(*) AS pairs,
             count(*) FILTER (WHERE abs(length_difference) <= 1) AS length_met,
             count(*) AS tag_met,
             count(*) FILTER (WHERE rare_third = common_third) AS position_met,
             count(*) FILTER (WHERE rare_role = common_role) AS role_met,
             count(*) FILTER (WHERE cost = 0) AS every_criterion_met,
             avg(cost)::double precision AS mean_cost,
             sum(occurrences) AS occurrences
      FROM plan_matched_pair GROUP BY experiment_id) p USING (experiment_id);
COMMENT ON VIEW results.matching IS 'Quality of the matching of rare to common token types, for experiments whose tokens.grouping is matched.';
COMMENT ON COLUMN results.matching.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.matching.model IS 'Name of the model.';
COMMENT ON COLUMN results.matching.rare_types IS 'Rare token types among the sampled target positions.';
COMMENT ON COLUMN results.matching.common_types IS 'Common token types among the sampled target positions.';
COMMENT ON COLUMN results.matching.pairs IS 'Rare types that have a common partner; no partner is used twice.';
COMMENT ON COLUMN results.matching.unpaired IS 'Rare types without a partner: no common type of their part of speech is left, or none of their occurrences lies in a word.';
COMMENT ON COLUMN results.matching.length_met IS 'Pairs whose lengths differ by at most one character.';
COMMENT ON COLUMN results.matching.tag_met IS 'Pairs of one part of speech: all, for others are not made.';
COMMENT ON COLUMN results.matching.position_met IS 'Pairs whose types stand mostly in the same third of the sentence.';
COMMENT ON COLUMN results.matching.role_met IS 'Pairs whose types have mostly the same syntactic role; null without a parse.';
COMMENT ON COLUMN results.matching.role_reason IS 'Why role_met is null; else null.';
COMMENT ON COLUMN results.matching.every_criterion_met IS 'Pairs of cost 0: every criterion is met, the role where there is a parse.';
COMMENT ON COLUMN results.matching.mean_cost IS 'Mean over pairs of the cost: characters by which the lengths differ beyond one, plus 1 for another third, plus 1 for another role.';
COMMENT ON COLUMN results.matching.occurrences IS 'Occurrences used of the rare types, and as many of the common ones.';

CREATE VIEW results.matched_pairs AS
SELECT p.experiment_id, r.model, p.rare_token, p.rare_text, p.common_token, p.common_text, p.tag, p.occurrences, p.cost,
       p.length_difference, p.rare_third, p.common_third, p.rare_role, p.common_role
FROM plan_matched_pair p JOIN experiment_run r USING (experiment_id);
COMMENT ON VIEW results.matched_pairs IS 'Every rare token type with its common partner.';
COMMENT ON COLUMN results.matched_pairs.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.matched_pairs.model IS 'Name of the model.';
COMMENT ON COLUMN results.matched_pairs.rare_token IS 'Token id of the rare type.';
COMMENT ON COLUMN results.matched_pairs.rare_text IS 'Its characters, without white space around them.';
COMMENT ON COLUMN results.matched_pairs.common_token IS 'Token id of the common type.';
COMMENT ON COLUMN results.matched_pairs.common_text IS 'Its characters, without white space around them.';
COMMENT ON COLUMN results.matched_pairs.tag IS 'Universal part of speech of both types: the one of most of their occurrences, those of a word''s piece being the word''s.';
COMMENT ON COLUMN results.matched_pairs.occurrences IS 'Occurrences used of each of the two.';
COMMENT ON COLUMN results.matched_pairs.cost IS 'Characters by which the lengths differ beyond one, plus 1 for another third, plus 1 for another role.';
COMMENT ON COLUMN results.matched_pairs.length_difference IS 'Characters of the rare less those of the common type.';
COMMENT ON COLUMN results.matched_pairs.rare_third IS 'Third of the sentence in which the rare type mostly stands: 0 beginning, 1 middle, 2 end.';
COMMENT ON COLUMN results.matched_pairs.common_third IS 'The same of the common type.';
COMMENT ON COLUMN results.matched_pairs.rare_role IS 'Dependency relation that the rare type mostly has; null where the corpus has no parse or the parse no word there.';
COMMENT ON COLUMN results.matched_pairs.common_role IS 'The same of the common type.';

CREATE VIEW results.variants AS
SELECT r.study, r.experiment_id, r.model, v.key AS field, v.value
FROM experiment_run r CROSS JOIN LATERAL jsonb_each_text(r.variant) v
WHERE r.study IS NOT NULL AND r.deleted_at IS NULL;
COMMENT ON VIEW results.variants IS 'What distinguishes the experiments of a study, one row per experiment and field; every other view joins on experiment_id.';
COMMENT ON COLUMN results.variants.study IS 'Identifier of the study: the experiments that one specification with lists of values asked for.';
COMMENT ON COLUMN results.variants.experiment_id IS 'Identifier of the experiment; within a study in the order of the combinations.';
COMMENT ON COLUMN results.variants.model IS 'Name of the model.';
COMMENT ON COLUMN results.variants.field IS 'Path of the field in the specification that was given a list, such as graph.objective.';
COMMENT ON COLUMN results.variants.value IS 'The experiment''s value of the field, as text; null where the list named null, which leaves the field to its default.';

CREATE VIEW results.deletions AS
SELECT r.experiment_id, r.model, r.corpus, e.specification::jsonb AS specification, r.requested_at, r.finished_at,
       r.deleted_at
FROM experiment_run r JOIN experiment e ON e.id = r.experiment_id
WHERE e.status = 'DELETED';
COMMENT ON VIEW results.deletions IS 'Experiments whose results were deleted; no other view has them.';
COMMENT ON COLUMN results.deletions.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.deletions.model IS 'Name of the model; null when the request could not be read.';
COMMENT ON COLUMN results.deletions.corpus IS 'Name of the corpus in the specification; null when the request could not be read.';
COMMENT ON COLUMN results.deletions.specification IS 'Specification after defaults, by which it can be asked for anew; null when the request could not be read.';
COMMENT ON COLUMN results.deletions.requested_at IS 'When the request was taken in.';
COMMENT ON COLUMN results.deletions.finished_at IS 'When it was completed, failed or cancelled.';
COMMENT ON COLUMN results.deletions.deleted_at IS 'When it was deleted.';
