-- Partial results, one row per block.

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
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE attention_block IS 'Sums over the attention rows of one context in one layer. H heads, O offsets, groups 0 rare, 1 common; bytea are float64, little-endian, row-major.';
COMMENT ON COLUMN attention_block.context IS 'Index of the context; null when the block has no target positions.';
COMMENT ON COLUMN attention_block.row_counts IS '2: rows of one head per group.';
COMMENT ON COLUMN attention_block.gini IS '2, H: sum of the rows'' Gini coefficients.';
COMMENT ON COLUMN attention_block.profile_row_counts IS '2, O: rows that see the relative offset.';
COMMENT ON COLUMN attention_block.profile IS '2, H, O: sum of the weights at the relative offset (query − key position).';

CREATE TABLE head_ablation_block (
  experiment_id   text      NOT NULL REFERENCES experiment (id),
  block           integer   NOT NULL,
  target_kinds    text[]    NOT NULL,
  target_layers   integer[] NOT NULL,
  target_heads    integer[] NOT NULL,
  contexts        integer[] NOT NULL,
  neurons         integer[] NOT NULL,
  position_counts integer[] NOT NULL,
  mean_absolute   bytea     NOT NULL,
  mean_signed     bytea     NOT NULL,
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

-- Results. The views below say what each column is.

CREATE TABLE head (
  experiment_id         text    NOT NULL REFERENCES experiment (id),
  layer                 integer NOT NULL,
  head                  integer NOT NULL,
  model                 text    NOT NULL,
  gini_rare             double precision,
  gini_common           double precision,
  similarity            double precision,
  impact_rare           double precision,
  change_percent_rare   double precision,
  impact_common         double precision,
  change_percent_common double precision,
  excess                double precision,
  p_raw                 double precision,
  p_value               double precision,
  reason                text,
  PRIMARY KEY (experiment_id, layer, head)
);

CREATE TABLE attention_summary (
  experiment_id            text    PRIMARY KEY REFERENCES experiment (id),
  model                    text    NOT NULL,
  gini_rare                double precision,
  gini_rare_sd             double precision,
  gini_common              double precision,
  gini_common_sd           double precision,
  gini_p_heads             double precision,
  gini_difference_contexts double precision,
  gini_p_contexts          double precision,
  similarity               double precision,
  similarity_sd            double precision,
  heads                    integer NOT NULL,
  contexts                 integer NOT NULL,
  reason                   text
);

CREATE TABLE table_2_row (
  experiment_id   text    NOT NULL REFERENCES experiment (id),
  place           integer NOT NULL,
  model           text    NOT NULL,
  ablation_target text    NOT NULL,
  which           text,
  contexts        integer NOT NULL,
  change_percent  double precision,
  change_sd       double precision,
  effect_size     double precision,
  p_raw           double precision,
  p_value         double precision,
  reason          text,
  PRIMARY KEY (experiment_id, place)
);

CREATE TABLE verdict (
  experiment_id text PRIMARY KEY REFERENCES experiment (id),
  outcome       text NOT NULL,
  value         double precision,
  p_value       double precision,
  summary       text NOT NULL
);
COMMENT ON TABLE verdict IS 'Verdict on selective routing as published; results.verdicts has it with its test.';

-- What people query.

CREATE VIEW results.table_2 AS
SELECT experiment_id, model, ablation_target, which, change_percent, change_sd, effect_size, p_value, p_raw, contexts, reason
FROM table_2_row ORDER BY experiment_id, place;
COMMENT ON VIEW results.table_2 IS 'Table 2: change of the plateau neurons'' activation at rare targets when a part of the model is ablated.';
COMMENT ON COLUMN results.table_2.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.table_2.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.table_2.ablation_target IS 'Max impact: each half of the contexts measured under the head of largest impact on the other half. Naive max: chosen and measured on all contexts, hence biased. Random head: mean over up to 10 seeded heads not chosen as max impact. All heads: mean over layers, one whole layer ablated at a time. Control: mean over all layer-norm and feed-forward perturbations of the median head''s norm.';
COMMENT ON COLUMN results.table_2.which IS 'What was ablated; layers and heads are numbered from 0.';
COMMENT ON COLUMN results.table_2.change_percent IS 'Mean over contexts, each counting alike, of (A_ablated − A_base of the context) / |A_base of all contexts|, percent. A: mean over rare target positions and plateau neurons of |a|, or of a where attention.activation is signed.';
COMMENT ON COLUMN results.table_2.change_sd IS 'Sample standard deviation of the change over contexts, percentage points.';
COMMENT ON COLUMN results.table_2.effect_size IS 'Cohen''s d of the paired differences A_base − A_ablated: their mean over their standard deviation, over contexts; positive when the activation falls.';
COMMENT ON COLUMN results.table_2.p_value IS 'Two-sided paired t-test over contexts, Bonferroni-corrected over the rows tested in this table.';
COMMENT ON COLUMN results.table_2.p_raw IS 'The same p-value without correction.';
COMMENT ON COLUMN results.table_2.contexts IS 'Number of contexts with rare target positions: the pairs of the test.';
COMMENT ON COLUMN results.table_2.reason IS 'Why a value is null; else null.';

CREATE VIEW results.heads AS
SELECT experiment_id, model, layer, head, gini_rare, gini_common, similarity, impact_rare, change_percent_rare, impact_common,
  change_percent_common, excess, p_value, p_raw, reason
FROM head ORDER BY experiment_id, layer, head;
COMMENT ON VIEW results.heads IS 'Attention and ablation of every head studied.';
COMMENT ON COLUMN results.heads.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.heads.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.heads.layer IS 'Layer, numbered from 0.';
COMMENT ON COLUMN results.heads.head IS 'Head of the layer, numbered from 0.';
COMMENT ON COLUMN results.heads.gini_rare IS 'Gini coefficient of the attention row over the keys it may see, mean over rare target positions; 0 even, towards 1 concentrated.';
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

CREATE VIEW results.attention AS
SELECT experiment_id, model, gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_heads AS gini_p_value,
  gini_difference_contexts, gini_p_contexts, similarity, similarity_sd, heads, contexts, reason
FROM attention_summary ORDER BY experiment_id;
COMMENT ON VIEW results.attention IS 'Concentration and similarity of attention over all heads studied, rare against common targets.';
COMMENT ON COLUMN results.attention.experiment_id IS 'Id of the experiment.';
COMMENT ON COLUMN results.attention.model IS 'Model of the experiment.';
COMMENT ON COLUMN results.attention.gini_rare IS 'Gini coefficient of attention rows of rare targets: mean over heads of the head''s mean over rows.';
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

-- The paper's own numbers, for comparison.

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

GRANT SELECT ON results.table_2, results.heads, results.attention, results.paper_table_2, results.paper_attention TO analyst;
