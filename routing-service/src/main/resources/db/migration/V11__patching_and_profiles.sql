-- Patching, attention profiles, effect sizes and both corrections.

ALTER TABLE attention_block ADD COLUMN gini_row_counts bytea;
UPDATE attention_block SET gini_row_counts = row_counts;
ALTER TABLE attention_block ALTER COLUMN gini_row_counts SET NOT NULL;
COMMENT ON COLUMN attention_block.gini_row_counts IS '2: those rows of one head per group that have a concentration; all of them unless it is adjusted, where a row of one key has none.';
COMMENT ON COLUMN attention_block.gini IS '2, H: sum of the rows'' Gini coefficients, as attention.concentration defines them.';

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
  experiment_id        text    NOT NULL REFERENCES experiment (id),
  layer                integer NOT NULL,
  head                 integer NOT NULL,
  model                text    NOT NULL,
  pairs                integer NOT NULL,
  contexts             integer NOT NULL,
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

ALTER TABLE attention_summary ADD COLUMN concentration text NOT NULL DEFAULT 'gini';
ALTER TABLE attention_summary ALTER COLUMN concentration DROP DEFAULT;
ALTER TABLE attention_summary ADD COLUMN gini_effect_size_heads double precision;
ALTER TABLE attention_summary ADD COLUMN gini_effect_size_contexts double precision;
ALTER TABLE table_2_row ADD COLUMN p_benjamini_hochberg double precision;
ALTER TABLE head
  ADD COLUMN impact_rare_first_half double precision,
  ADD COLUMN impact_rare_second_half double precision,
  ADD COLUMN effect_size_rare double precision,
  ADD COLUMN p_rare_raw double precision,
  ADD COLUMN p_rare_bonferroni double precision,
  ADD COLUMN p_rare_benjamini_hochberg double precision,
  ADD COLUMN effect_size_common double precision,
  ADD COLUMN p_common_raw double precision,
  ADD COLUMN p_common_bonferroni double precision,
  ADD COLUMN p_common_benjamini_hochberg double precision,
  ADD COLUMN p_bonferroni double precision,
  ADD COLUMN p_benjamini_hochberg double precision,
  ADD COLUMN gini_difference double precision,
  ADD COLUMN gini_effect_size double precision,
  ADD COLUMN gini_p_raw double precision,
  ADD COLUMN gini_p_bonferroni double precision,
  ADD COLUMN gini_p_benjamini_hochberg double precision;

-- What people query; columns are added at the end of the views.

CREATE OR REPLACE VIEW results.table_2 AS
SELECT experiment_id, model, ablation_target, which, change_percent, change_sd, effect_size, p_value, p_raw, contexts, reason,
  p_benjamini_hochberg
FROM table_2_row ORDER BY experiment_id, place;
COMMENT ON COLUMN results.table_2.p_benjamini_hochberg IS 'p_raw, adjusted by Benjamini and Hochberg over the rows tested in this table.';

CREATE OR REPLACE VIEW results.heads AS
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
COMMENT ON COLUMN results.heads.impact_rare_first_half IS '|A_base − A_ablated| / |A_base| at rare targets over the earlier half of the contexts; a share.';
COMMENT ON COLUMN results.heads.impact_rare_second_half IS 'The same over the later half. Table 2 chooses a head on one half and measures it on the other.';
COMMENT ON COLUMN results.heads.effect_size_rare IS 'Cohen''s d of the head''s effect at rare targets: mean over contexts of A_base − A_ablated over its standard deviation; positive when the activation falls.';
COMMENT ON COLUMN results.heads.p_rare_raw IS 'Does the ablation change the activation at rare targets at all: two-sided paired t-test over contexts, uncorrected.';
COMMENT ON COLUMN results.heads.p_rare_bonferroni IS 'p_rare_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.p_rare_benjamini_hochberg IS 'p_rare_raw, adjusted by Benjamini and Hochberg over the heads.';
COMMENT ON COLUMN results.heads.effect_size_common IS 'Cohen''s d of the head''s effect at common targets: mean over contexts of A_base − A_ablated over its standard deviation; positive when the activation falls.';
COMMENT ON COLUMN results.heads.p_common_raw IS 'Does the ablation change the activation at common targets at all: two-sided paired t-test over contexts, uncorrected.';
COMMENT ON COLUMN results.heads.p_common_bonferroni IS 'p_common_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.p_common_benjamini_hochberg IS 'p_common_raw, adjusted by Benjamini and Hochberg over the heads.';
COMMENT ON COLUMN results.heads.p_bonferroni IS 'p_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.p_benjamini_hochberg IS 'p_raw, adjusted by Benjamini and Hochberg over the heads.';
COMMENT ON COLUMN results.heads.gini_difference IS 'Concentration of rare less common rows: mean over contexts of the difference of the context''s means over its rows.';
COMMENT ON COLUMN results.heads.gini_effect_size IS 'Cohen''s d of that difference over contexts.';
COMMENT ON COLUMN results.heads.gini_p_raw IS 'Two-sided paired t-test of it over contexts, uncorrected.';
COMMENT ON COLUMN results.heads.gini_p_bonferroni IS 'gini_p_raw, Bonferroni-corrected over the heads.';
COMMENT ON COLUMN results.heads.gini_p_benjamini_hochberg IS 'gini_p_raw, adjusted by Benjamini and Hochberg over the heads.';
COMMENT ON COLUMN results.heads.gini_rare IS 'Concentration of the attention row over the keys it may see, as attention.concentration defines it, mean over rare target positions; 0 even, towards 1 concentrated.';

CREATE OR REPLACE VIEW results.attention AS
SELECT experiment_id, model, gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_heads AS gini_p_value,
  gini_difference_contexts, gini_p_contexts, similarity, similarity_sd, heads, contexts, reason,
  gini_effect_size_heads, gini_effect_size_contexts, concentration
FROM attention_summary ORDER BY experiment_id;
COMMENT ON COLUMN results.attention.gini_rare IS 'Concentration of attention rows of rare targets: mean over heads of the head''s mean over rows.';
COMMENT ON COLUMN results.attention.gini_effect_size_heads IS 'Cohen''s d of rare less common over heads: mean of the differences over their standard deviation.';
COMMENT ON COLUMN results.attention.gini_effect_size_contexts IS 'The same over contexts.';
COMMENT ON COLUMN results.attention.concentration IS 'gini: the Gini coefficient of a row of n keys, at most (n − 1) / n, so that it grows with the position; gini-adjusted: times n / (n − 1).';

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
SELECT experiment_id, model, CASE WHEN head < 0 THEN 'layer' ELSE 'head' END AS part, layer, nullif(head, -1) AS head,
  pairs, contexts, gap, gap_p, moved, moved_sd, effect, effect_low, effect_high, effect_size, p_value, p_raw,
  p_benjamini_hochberg, reason
FROM patching_effect ORDER BY experiment_id, layer, patching_effect.head < 0, patching_effect.head;
COMMENT ON VIEW results.patching IS 'Patching between pairs of a rare and a common target at the same position of different contexts: at the position that predicts the target, the attention output of a head or layer is replaced by that of the other context. attention.patchInto says which context receives. None where attention.patchingPairs is 0.';
COMMENT ON COLUMN results.patching.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.patching.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.patching.part IS 'head, or layer: all its heads at once.';
COMMENT ON COLUMN results.patching.layer IS 'Layer, numbered from 0.';
COMMENT ON COLUMN results.patching.head IS 'Head of the layer, numbered from 0; null for a layer.';
COMMENT ON COLUMN results.patching.pairs IS 'Pairs of contexts: the units of the tests.';
COMMENT ON COLUMN results.patching.contexts IS 'Different contexts among them; fewer than twice the pairs where pairs share contexts, and the tests are then too sure.';
COMMENT ON COLUMN results.patching.gap IS 'A of the giving less A of the receiving context, mean over pairs; units of activation. A: mean over plateau neurons of |a|, or of a where attention.activation is signed, at the position that predicts the target.';
COMMENT ON COLUMN results.patching.gap_p IS 'Two-sided paired t-test of the gap over pairs.';
COMMENT ON COLUMN results.patching.moved IS 'A of the receiving context when patched less A of it as it is, mean over pairs; units of activation.';
COMMENT ON COLUMN results.patching.moved_sd IS 'Its sample standard deviation over pairs.';
COMMENT ON COLUMN results.patching.effect IS 'moved / gap, a ratio of means over pairs: the share of the difference that the part restores; below 0 or above 1 where it overshoots. Null where the gap does not differ from 0 (gap_p at least 0.05).';
COMMENT ON COLUMN results.patching.effect_low IS 'Lower end of the 95 % interval of effect over pairs (Fieller).';
COMMENT ON COLUMN results.patching.effect_high IS 'Upper end.';
COMMENT ON COLUMN results.patching.effect_size IS 'Cohen''s d of moved over pairs: its mean over its standard deviation.';
COMMENT ON COLUMN results.patching.p_value IS 'Two-sided paired t-test of moved over pairs, Bonferroni-corrected over the heads, or over the layers.';
COMMENT ON COLUMN results.patching.p_raw IS 'The same p-value without correction.';
COMMENT ON COLUMN results.patching.p_benjamini_hochberg IS 'p_raw, adjusted by Benjamini and Hochberg over the heads, or over the layers.';
COMMENT ON COLUMN results.patching.reason IS 'Why a value is null; else null.';

GRANT SELECT ON results.attention_profiles, results.patching TO analyst;
