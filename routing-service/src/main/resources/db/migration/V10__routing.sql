-- Attention, head ablations and patching: partial results, one row per block; results; the views over them.

CREATE TABLE attention_block (
  experiment_id      text    NOT NULL REFERENCES experiment (id),
  block              integer NOT NULL,
  layer              integer NOT NULL,
  context            integer,
  heads              integer NOT NULL,
  offsets            integer NOT NULL,
  row_counts         bytea   NOT NULL,
  gini               bytea   NOT NULL,
  profile_row_counts bytea   NOT NULL,
  profile            bytea   NOT NULL,
  gini_row_counts    bytea   NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE attention_block IS 'Sums over the attention rows of one context in one layer. H heads, O offsets, groups 0 rare, 1 common; bytea are float64, little-endian, row-major.';
COMMENT ON COLUMN attention_block.context IS 'Index of the context; null when the block has no target positions.';
COMMENT ON COLUMN attention_block.row_counts IS '2: rows of one head per group.';
COMMENT ON COLUMN attention_block.gini IS '2, H: sum of the rows'' Gini coefficients, as attention.concentration defines them.';
COMMENT ON COLUMN attention_block.profile_row_counts IS '2, O: rows that see the relative offset.';
COMMENT ON COLUMN attention_block.profile IS '2, H, O: sum of the weights at the relative offset (query − key position).';
COMMENT ON COLUMN attention_block.gini_row_counts IS '2: those rows of one head per group that have a concentration; all of them unless it is adjusted, where a row of one key has none.';

CREATE TABLE head_ablation_block (
  experiment_id     text      NOT NULL REFERENCES experiment (id),
  block             integer   NOT NULL,
  target_kinds      text[]    NOT NULL,
  target_layers     integer[] NOT NULL,
  target_heads      integer[] NOT NULL,
  contexts          integer[] NOT NULL,
  neurons           integer[] NOT NULL,
  position_counts   integer[] NOT NULL,
  mean_absolute     bytea     NOT NULL,
  mean_signed       bytea     NOT NULL,
  target_directions integer[] NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE head_ablation_block IS 'Plateau activation of K contexts under A ablations; bytea are float64, little-endian, row-major.';
COMMENT ON COLUMN head_ablation_block.target_kinds IS 'A: BASELINE, HEAD, LAYER, CONTROL_NORM or CONTROL_FEED_FORWARD.';
COMMENT ON COLUMN head_ablation_block.target_layers IS 'A: layer from 0; −1 for the baseline.';
COMMENT ON COLUMN head_ablation_block.target_heads IS 'A: head from 0; −1 unless the kind is HEAD.';
COMMENT ON COLUMN head_ablation_block.contexts IS 'K: indices of the contexts.';
COMMENT ON COLUMN head_ablation_block.neurons IS 'M: plateau neurons over which the activation was averaged.';
COMMENT ON COLUMN head_ablation_block.position_counts IS 'K, 2: target positions of the context per group rare, common.';
COMMENT ON COLUMN head_ablation_block.mean_absolute IS 'A, K, 2: mean of |a| over positions and plateau neurons.';
COMMENT ON COLUMN head_ablation_block.mean_signed IS 'A, K, 2: mean of a over positions and plateau neurons.';
COMMENT ON COLUMN head_ablation_block.target_directions IS 'A: random direction of a control, from 0; −1 of anything else, and of controls measured before there were several.';

CREATE TABLE head (
  experiment_id               text             NOT NULL REFERENCES experiment (id),
  layer                       integer          NOT NULL,
  head                        integer          NOT NULL,
  model                       text             NOT NULL,
  gini_rare                   double precision,
  gini_common                 double precision,
  similarity                  double precision,
  impact_rare                 double precision,
  change_percent_rare         double precision,
  impact_common               double precision,
  change_percent_common       double precision,
  excess                      double precision,
  p_raw                       double precision,
  p_value                     double precision,
  reason                      text,
  impact_rare_first_half      double precision,
  impact_rare_second_half     double precision,
  effect_size_rare            double precision,
  p_rare_raw                  double precision,
  p_rare_bonferroni           double precision,
  p_rare_benjamini_hochberg   double precision,
  effect_size_common          double precision,
  p_common_raw                double precision,
  p_common_bonferroni         double precision,
  p_common_benjamini_hochberg double precision,
  p_bonferroni                double precision,
  p_benjamini_hochberg        double precision,
  gini_difference             double precision,
  gini_effect_size            double precision,
  gini_p_raw                  double precision,
  gini_p_bonferroni           double precision,
  gini_p_benjamini_hochberg   double precision,
  PRIMARY KEY (experiment_id, layer, head)
);

CREATE TABLE attention_summary (
  experiment_id             text             PRIMARY KEY REFERENCES experiment (id),
  model                     text             NOT NULL,
  gini_rare                 double precision,
  gini_rare_sd              double precision,
  gini_common               double precision,
  gini_common_sd            double precision,
  gini_p_heads              double precision,
  gini_difference_contexts  double precision,
  gini_p_contexts           double precision,
  similarity                double precision,
  similarity_sd             double precision,
  heads                     integer          NOT NULL,
  contexts                  integer          NOT NULL,
  reason                    text,
  concentration             text             NOT NULL,
  gini_effect_size_heads    double precision,
  gini_effect_size_contexts double precision
);

CREATE TABLE table_2_row (
  experiment_id           text             NOT NULL REFERENCES experiment (id),
  place                   integer          NOT NULL,
  model                   text             NOT NULL,
  ablation_target         text             NOT NULL,
  which                   text,
  contexts                integer          NOT NULL,
  change_percent          double precision,
  change_sd               double precision,
  effect_size             double precision,
  p_raw                   double precision,
  p_value                 double precision,
  reason                  text,
  p_benjamini_hochberg    double precision,
  change_absolute_percent double precision,
  PRIMARY KEY (experiment_id, place)
);

CREATE TABLE verdict (
  experiment_id text             PRIMARY KEY REFERENCES experiment (id),
  outcome       text             NOT NULL,
  statistic     text             NOT NULL,
  test          text             NOT NULL,
  value         double precision,
  p_value       double precision,
  summary       text             NOT NULL
);
COMMENT ON TABLE verdict IS 'Verdict on selective routing as published; results.verdicts shows it.';

CREATE TABLE patch_block (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  block         integer   NOT NULL,
  part_layers   integer[] NOT NULL,
  part_heads    integer[] NOT NULL,
  contexts      integer[] NOT NULL,
  neurons       integer[] NOT NULL,
  mean_absolute bytea     NOT NULL,
  mean_signed   bytea     NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE patch_block IS 'Plateau activation of K pairs of contexts under A patches; bytea are float64, little-endian, row-major.';
COMMENT ON COLUMN patch_block.part_layers IS 'A: layer from 0.';
COMMENT ON COLUMN patch_block.part_heads IS 'A: head from 0; −1 for all heads of the layer.';
COMMENT ON COLUMN patch_block.contexts IS 'K, 2: indices of the rare and the common context of each pair.';
COMMENT ON COLUMN patch_block.neurons IS 'M: plateau neurons over which the activation was averaged.';
COMMENT ON COLUMN patch_block.mean_absolute IS 'A + 2, K: mean of |a| over plateau neurons at the predicting position; rows: the rare contexts, the common ones, then the patched.';
COMMENT ON COLUMN patch_block.mean_signed IS 'A + 2, K: mean of a, likewise.';

CREATE TABLE patching_effect (
  experiment_id        text             NOT NULL REFERENCES experiment (id),
  layer                integer          NOT NULL,
  head                 integer          NOT NULL,
  model                text             NOT NULL,
  pairs                integer          NOT NULL,
  contexts             integer          NOT NULL,
  gap                  double precision,
  gap_p                double precision,
  moved                double precision,
  moved_sd             double precision,
  effect               double precision,
  effect_low           double precision,
  effect_high          double precision,
  effect_size          double precision,
  p_raw                double precision,
  p_value              double precision,
  p_benjamini_hochberg double precision,
  reason               text,
  independent_pairs    double precision,
  PRIMARY KEY (experiment_id, layer, head)
);

CREATE TABLE attention_profile (
  experiment_id   text             NOT NULL REFERENCES experiment (id),
  model           text             NOT NULL,
  layer           integer          NOT NULL,
  head            integer          NOT NULL,
  token_group     text             NOT NULL,
  relative_offset integer          NOT NULL,
  weight          double precision NOT NULL,
  attention_rows  bigint           NOT NULL,
  PRIMARY KEY (experiment_id, layer, head, token_group, relative_offset)
);

-- What people query.

CREATE VIEW results.table_2 AS
SELECT experiment_id, model, ablation_target, which, change_percent, change_sd, effect_size, p_value, p_raw, contexts, reason,
  p_benjamini_hochberg, change_absolute_percent
FROM table_2_row ORDER BY experiment_id, place;
COMMENT ON VIEW results.table_2 IS 'Table 2: change of the plateau neurons'' activation at rare targets when a part of the model is ablated.';
COMMENT ON COLUMN results.table_2.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.table_2.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.table_2.ablation_target IS 'Max impact: each half of the contexts measured under the head of largest impact on the other half. Naive max: chosen and measured on all contexts, hence biased. Random head: mean over up to 10 seeded heads not chosen as max impact. All heads: mean over layers, one whole layer ablated at a time. Control: mean over all layer-norm and feed-forward perturbations to the median head''s norm, each along attention.controlDirections random directions.';
COMMENT ON COLUMN results.table_2.which IS 'What was ablated; layers and heads are numbered from 0.';
COMMENT ON COLUMN results.table_2.change_percent IS 'Mean over contexts, each counting alike, of (A_ablated − A_base of the context) / |A_base of all contexts|, percent; for max impact over both halves. A: mean over rare target positions and plateau neurons of |a|, or of a where attention.activation is signed.';
COMMENT ON COLUMN results.table_2.change_sd IS 'Sample standard deviation of the change, percentage points: over contexts; for controls over directions and contexts, for random heads that were drawn over heads and contexts.';
COMMENT ON COLUMN results.table_2.effect_size IS 'Cohen''s d: mean of A_base − A_ablated over its standard deviation, over what change_sd is over; positive when the activation falls.';
COMMENT ON COLUMN results.table_2.p_value IS 'p_raw, Bonferroni-corrected over the rows tested in this table.';
COMMENT ON COLUMN results.table_2.p_raw IS 'Two-sided paired t-test over contexts, allowing for skewness. Controls, and random heads that were drawn: test over directions (or heads) and contexts, both being samples, so that it holds for other directions too. Max impact: twice the smaller p-value of the two halves, each under the head chosen on the other: where both halves choose one head they are not independent, and a t-test of both pooled rejects too often (deploy/validity/report).';
COMMENT ON COLUMN results.table_2.contexts IS 'Number of contexts with rare target positions: the pairs of the test.';
COMMENT ON COLUMN results.table_2.reason IS 'Why a value is null; else null.';
COMMENT ON COLUMN results.table_2.p_benjamini_hochberg IS 'p_raw, adjusted by Benjamini and Hochberg over the rows tested in this table.';
COMMENT ON COLUMN results.table_2.change_absolute_percent IS 'How much one of the row''s ablations changes the activation, whichever way: mean over the ablations (heads, layers, directions of the controls) of the absolute value of the ablation''s change_percent. Changes of either sign cancel in change_percent and not here.';

CREATE VIEW results.heads AS
SELECT experiment_id, model, layer, head, gini_rare, gini_common, similarity, impact_rare, change_percent_rare, impact_common,
  change_percent_common, excess, p_value, p_raw, reason,
  impact_rare_first_half,
  impact_rare_second_half,
  effect_size_rare,
  p_rare_raw,
  p_rare_bonferroni,
  p_rare_benjamini_hochberg,
  effect_size_common,
  p_common_raw,
  p_common_bonferroni,
  p_common_benjamini_hochberg,
  p_bonferroni,
  p_benjamini_hochberg,
  gini_difference,
  gini_effect_size,
  gini_p_raw,
  gini_p_bonferroni,
  gini_p_benjamini_hochberg
FROM head ORDER BY experiment_id, layer, head;
COMMENT ON VIEW results.heads IS 'Attention and ablation of every head studied.';
COMMENT ON COLUMN results.heads.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.heads.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.heads.layer IS 'Layer, numbered from 0.';
COMMENT ON COLUMN results.heads.head IS 'Head of the layer, numbered from 0.';
COMMENT ON COLUMN results.heads.gini_rare IS 'Concentration of the attention row over the keys it may see, as attention.concentration defines it, mean over rare target positions; 0 even, towards 1 concentrated.';
COMMENT ON COLUMN results.heads.gini_common IS 'The same over common target positions.';
COMMENT ON COLUMN results.heads.similarity IS 'Pearson r of the mean attention profiles of rare and common targets over relative offsets 0 … attention.profileOffsets − 1; an offset averages the rows that can see it.';
COMMENT ON COLUMN results.heads.impact_rare IS '|A_base − A_ablated| / |A_base| at rare targets over all contexts weighted by their positions; a share.';
COMMENT ON COLUMN results.heads.change_percent_rare IS '(A_ablated − A_base) / |A_base| likewise, percent.';
COMMENT ON COLUMN results.heads.impact_common IS 'As impact_rare, at common targets.';
COMMENT ON COLUMN results.heads.change_percent_common IS 'As change_percent_rare, at common targets.';
COMMENT ON COLUMN results.heads.excess IS 'Impact at rare less impact at common targets, percentage points, contexts counting alike.';
COMMENT ON COLUMN results.heads.p_value IS 'Is the impact at rare targets the larger one: p_raw, Holm-corrected over the heads.';
COMMENT ON COLUMN results.heads.p_raw IS 'Larger two-sided p of the paired t-tests over contexts of (rare − common) and (rare + common) signed change; 1 where these have different signs.';
COMMENT ON COLUMN results.heads.reason IS 'Why a value is null; else null.';
COMMENT ON COLUMN results.heads.impact_rare_first_half IS '|A_base − A_ablated| / |A_base| at rare targets over the earlier half of the contexts; a share.';
COMMENT ON COLUMN results.heads.impact_rare_second_half IS 'The same over the later half. Table 2 chooses a head on one half and measures it on the other.';
COMMENT ON COLUMN results.heads.effect_size_rare IS 'Cohen''s d of the head''s effect at rare targets: mean over contexts of A_base − A_ablated over its standard deviation; positive when the activation falls.';
COMMENT ON COLUMN results.heads.p_rare_raw IS 'Does the ablation change the activation at rare targets at all: two-sided paired t-test over contexts, allowing for skewness, uncorrected.';
COMMENT ON COLUMN results.heads.p_rare_bonferroni IS 'p_rare_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.p_rare_benjamini_hochberg IS 'p_rare_raw, adjusted by Benjamini and Hochberg over the heads.';
COMMENT ON COLUMN results.heads.effect_size_common IS 'Cohen''s d of the head''s effect at common targets: mean over contexts of A_base − A_ablated over its standard deviation; positive when the activation falls.';
COMMENT ON COLUMN results.heads.p_common_raw IS 'Does the ablation change the activation at common targets at all: two-sided paired t-test over contexts, allowing for skewness, uncorrected.';
COMMENT ON COLUMN results.heads.p_common_bonferroni IS 'p_common_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.p_common_benjamini_hochberg IS 'p_common_raw, adjusted by Benjamini and Hochberg over the heads.';
COMMENT ON COLUMN results.heads.p_bonferroni IS 'p_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.p_benjamini_hochberg IS 'p_raw, adjusted by Benjamini and Hochberg over the heads.';
COMMENT ON COLUMN results.heads.gini_difference IS 'Concentration of rare less common rows: mean over contexts of the difference of the context''s means over its rows.';
COMMENT ON COLUMN results.heads.gini_effect_size IS 'Cohen''s d of that difference over contexts.';
COMMENT ON COLUMN results.heads.gini_p_raw IS 'Two-sided paired t-test of it over contexts, uncorrected.';
COMMENT ON COLUMN results.heads.gini_p_bonferroni IS 'gini_p_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.gini_p_benjamini_hochberg IS 'gini_p_raw, adjusted by Benjamini and Hochberg over the heads.';

CREATE VIEW results.attention AS
SELECT experiment_id, model, gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_heads AS gini_p_value,
  gini_difference_contexts, gini_p_contexts, similarity, similarity_sd, heads, contexts, reason,
  gini_effect_size_heads, gini_effect_size_contexts, concentration
FROM attention_summary ORDER BY experiment_id;
COMMENT ON VIEW results.attention IS 'Concentration and similarity of attention over all heads studied, rare against common targets.';
COMMENT ON COLUMN results.attention.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.attention.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.attention.gini_rare IS 'Concentration of attention rows of rare targets: mean over heads of the head''s mean over rows.';
COMMENT ON COLUMN results.attention.gini_rare_sd IS 'Sample standard deviation over heads.';
COMMENT ON COLUMN results.attention.gini_common IS 'As gini_rare, common targets.';
COMMENT ON COLUMN results.attention.gini_common_sd IS 'Sample standard deviation over heads.';
COMMENT ON COLUMN results.attention.gini_p_value IS 'Two-sided paired t-test of rare against common, one pair per head.';
COMMENT ON COLUMN results.attention.gini_difference_contexts IS 'Gini of rare less common: mean over contexts of the difference of the context''s means over its rows, layers and heads.';
COMMENT ON COLUMN results.attention.gini_p_contexts IS 'Two-sided paired t-test of rare against common clustered by context: one pair per context.';
COMMENT ON COLUMN results.attention.similarity IS 'Pearson r of rare and common attention profiles, mean over heads.';
COMMENT ON COLUMN results.attention.similarity_sd IS 'Sample standard deviation over heads.';
COMMENT ON COLUMN results.attention.heads IS 'Number of heads studied.';
COMMENT ON COLUMN results.attention.contexts IS 'Number of contexts with both groups: the pairs of the clustered test.';
COMMENT ON COLUMN results.attention.reason IS 'Why a value is null or a head left out; else null.';
COMMENT ON COLUMN results.attention.gini_effect_size_heads IS 'Cohen''s d of rare less common over heads: mean of the differences over their standard deviation.';
COMMENT ON COLUMN results.attention.gini_effect_size_contexts IS 'The same over contexts.';
COMMENT ON COLUMN results.attention.concentration IS 'gini: the Gini coefficient of a row of n keys, at most (n − 1) / n, so that it grows with the position; gini-adjusted: times n / (n − 1).';

CREATE VIEW results.paper_table_2 (model, ablation_target, change_percent, change_sd, effect_size, p_value) AS
VALUES
  ('Pythia-410M', 'Single Head (max impact)', -7.8::double precision, 2.3::double precision, 0.29::double precision, 0.03::double precision),
  ('Pythia-410M', 'Random Head (baseline)', -7.1, 2.9, 0.26, 0.04),
  ('Pythia-410M', 'All Heads', -42.1, 5.2, 1.74, 0.001),
  ('Pythia-410M', 'Control (non-attention)', -1.3, 1.6, 0.05, 0.71),
  ('GPT-2 XL', 'Single Head (max impact)', -8.2, 2.1, 0.31, 0.02),
  ('GPT-2 XL', 'Random Head (baseline)', -7.4, 3.2, 0.28, 0.03),
  ('GPT-2 XL', 'All Heads', -45.3, 4.7, 1.82, 0.001),
  ('GPT-2 XL', 'Control (non-attention)', -1.1, 1.8, 0.04, 0.67);
COMMENT ON VIEW results.paper_table_2 IS 'Table 2 as the paper prints it.';
COMMENT ON COLUMN results.paper_table_2.model IS 'Model of the paper.';
COMMENT ON COLUMN results.paper_table_2.ablation_target IS 'Row of the paper''s table.';
COMMENT ON COLUMN results.paper_table_2.change_percent IS 'Change of plateau activation, percent.';
COMMENT ON COLUMN results.paper_table_2.change_sd IS 'What the paper prints behind ±, percentage points.';
COMMENT ON COLUMN results.paper_table_2.effect_size IS 'Effect size as the paper prints it; its formula is not given.';
COMMENT ON COLUMN results.paper_table_2.p_value IS 'p-value; 0.001 stands for "< 0.001".';

CREATE VIEW results.paper_attention (gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_value, similarity, similarity_sd) AS
VALUES (0.34::double precision, 0.05::double precision, 0.32::double precision, 0.04::double precision,
  0.43::double precision, 0.89::double precision, 0.07::double precision);
COMMENT ON VIEW results.paper_attention IS 'Attention statistics as the paper states them.';
COMMENT ON COLUMN results.paper_attention.gini_rare IS 'Gini coefficient of attention, rare tokens.';
COMMENT ON COLUMN results.paper_attention.gini_rare_sd IS 'What the paper prints behind ±.';
COMMENT ON COLUMN results.paper_attention.gini_common IS 'Gini coefficient of attention, common tokens.';
COMMENT ON COLUMN results.paper_attention.gini_common_sd IS 'What the paper prints behind ±.';
COMMENT ON COLUMN results.paper_attention.gini_p_value IS 'p-value of a t-test.';
COMMENT ON COLUMN results.paper_attention.similarity IS 'Correlation of rare and common attention.';
COMMENT ON COLUMN results.paper_attention.similarity_sd IS 'What the paper prints behind ±.';

CREATE VIEW results.attention_profiles AS
SELECT experiment_id, model, layer, head, token_group, relative_offset, weight, attention_rows
FROM attention_profile ORDER BY experiment_id, layer, head, token_group DESC, relative_offset;
COMMENT ON VIEW results.attention_profiles IS 'Where each head looks from rare and from common targets; an offset that no row of the group sees has no row here.';
COMMENT ON COLUMN results.attention_profiles.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.attention_profiles.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.attention_profiles.layer IS 'Layer, numbered from 0.';
COMMENT ON COLUMN results.attention_profiles.head IS 'Head of the layer, numbered from 0.';
COMMENT ON COLUMN results.attention_profiles.token_group IS 'rare or common: the targets from which is looked.';
COMMENT ON COLUMN results.attention_profiles.relative_offset IS 'Query position less key position, 0 … attention.profileOffsets − 1; 0 is the predicting position itself.';
COMMENT ON COLUMN results.attention_profiles.weight IS 'Attention weight, mean over the rows that see the offset; a share of one.';
COMMENT ON COLUMN results.attention_profiles.attention_rows IS 'How many rows see the offset: near the start of a context there are fewer keys.';

CREATE VIEW results.patching AS
SELECT p.experiment_id, p.model, CASE WHEN p.head < 0 THEN 'layer' ELSE 'head' END AS part, p.layer,
  nullif(p.head, -1) AS head, p.pairs, p.contexts, p.gap, p.gap_p, p.moved, p.moved_sd, p.effect, p.effect_low,
  p.effect_high, p.effect_size, p.p_value, p.p_raw, p.p_benjamini_hochberg, p.reason,
  CASE WHEN p.pairs < asked.pairs THEN
    format('attention.patchingPairs asks for %s pairs, the contexts form %s', asked.pairs, p.pairs) END AS shortfall,
  p.independent_pairs
FROM patching_effect p JOIN experiment e ON e.id = p.experiment_id
CROSS JOIN LATERAL (SELECT (e.specification::jsonb #>> '{attention,patchingPairs}')::integer AS pairs) asked
ORDER BY p.experiment_id, p.layer, p.head < 0, p.head;
COMMENT ON VIEW results.patching IS 'Patching between pairs of a rare and a common target in different contexts: at the position that predicts the target, the attention output of a head or layer is replaced by that of the other context. Both are at the same position, except where tokens.grouping is matched: then the rare type is paired with the type it is matched with, at the occurrence in the other context that is nearest in position. attention.patchInto says which context receives. None where attention.patchingPairs is 0.';
COMMENT ON COLUMN results.patching.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.patching.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.patching.part IS 'head, or layer: all its heads at once.';
COMMENT ON COLUMN results.patching.layer IS 'Layer, numbered from 0.';
COMMENT ON COLUMN results.patching.head IS 'Head of the layer, numbered from 0; null for a layer.';
COMMENT ON COLUMN results.patching.pairs IS 'Pairs of contexts.';
COMMENT ON COLUMN results.patching.contexts IS 'Different contexts among them; fewer than twice the pairs where pairs share contexts, for which the tests and the interval allow.';
COMMENT ON COLUMN results.patching.gap IS 'A of the giving less A of the receiving context, mean over pairs; units of activation. A: mean over plateau neurons of |a|, or of a where attention.activation is signed, at the position that predicts the target.';
COMMENT ON COLUMN results.patching.gap_p IS 'Two-sided t-test of the gap over pairs, its variance from all pairs that share a context (dyadic), allowing for skewness.';
COMMENT ON COLUMN results.patching.moved IS 'A of the receiving context when patched less A of it as it is, mean over pairs; units of activation.';
COMMENT ON COLUMN results.patching.moved_sd IS 'Its sample standard deviation over pairs.';
COMMENT ON COLUMN results.patching.effect IS 'moved / gap, a ratio of means over pairs: the share of the difference that the part restores; below 0 or above 1 where it overshoots. Null where the gap does not differ from 0 (gap_p at least 0.05).';
COMMENT ON COLUMN results.patching.effect_low IS 'Lower end of the 95 % interval of effect over pairs (Fieller), with the same variances.';
COMMENT ON COLUMN results.patching.effect_high IS 'Upper end.';
COMMENT ON COLUMN results.patching.effect_size IS 'Cohen''s d of moved over pairs: its mean over its standard deviation.';
COMMENT ON COLUMN results.patching.p_value IS 'p_raw, Bonferroni-corrected over the heads, or over the layers.';
COMMENT ON COLUMN results.patching.p_raw IS 'The same test of moved, uncorrected.';
COMMENT ON COLUMN results.patching.p_benjamini_hochberg IS 'p_raw, adjusted by Benjamini and Hochberg over the heads, or over the layers.';
COMMENT ON COLUMN results.patching.reason IS 'Why a value is null; else null.';
COMMENT ON COLUMN results.patching.shortfall IS 'Where there are fewer pairs than attention.patchingPairs asks for, a sentence; null where there are not.';
COMMENT ON COLUMN results.patching.independent_pairs IS 'How many independent pairs the pairs are worth to the tests: their degrees of freedom + 1. Equals pairs where none shares a context; below 4 there is no test, and reason says so.';
