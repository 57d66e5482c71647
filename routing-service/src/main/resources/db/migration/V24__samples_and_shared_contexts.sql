-- Controls in many directions, pairs that share contexts, skewed differences.

ALTER TABLE head_ablation_block ADD COLUMN target_directions integer[];
UPDATE head_ablation_block SET target_directions = array_fill(-1, ARRAY[cardinality(target_kinds)]);
ALTER TABLE head_ablation_block ALTER COLUMN target_directions SET NOT NULL;
COMMENT ON COLUMN head_ablation_block.target_directions IS 'A: random direction of a control, from 0; −1 of anything else, and of controls measured before there were several.';

ALTER TABLE table_2_row ADD COLUMN change_absolute_percent double precision;
ALTER TABLE patching_effect ADD COLUMN independent_pairs double precision;

CREATE OR REPLACE VIEW results.table_2 AS
SELECT experiment_id, model, ablation_target, which, change_percent, change_sd, effect_size, p_value, p_raw, contexts, reason,
  p_benjamini_hochberg, change_absolute_percent
FROM table_2_row ORDER BY experiment_id, place;
COMMENT ON COLUMN results.table_2.change_absolute_percent IS 'How much one of the row''s ablations changes the activation, whichever way: mean over the ablations (heads, layers, directions of the controls) of the absolute value of the ablation''s change_percent. Changes of either sign cancel in change_percent and not here.';
COMMENT ON COLUMN results.table_2.ablation_target IS 'Max impact: each half of the contexts measured under the head of largest impact on the other half. Naive max: chosen and measured on all contexts, hence biased. Random head: mean over up to 10 seeded heads not chosen as max impact. All heads: mean over layers, one whole layer ablated at a time. Control: mean over all layer-norm and feed-forward perturbations to the median head''s norm, each along attention.controlDirections random directions.';
COMMENT ON COLUMN results.table_2.change_sd IS 'Sample standard deviation of the change, percentage points: over contexts; for controls over directions and contexts, for random heads that were drawn over heads and contexts.';
COMMENT ON COLUMN results.table_2.effect_size IS 'Cohen''s d: mean of A_base − A_ablated over its standard deviation, over what change_sd is over; positive when the activation falls.';
COMMENT ON COLUMN results.table_2.p_raw IS 'Two-sided paired t-test over contexts, allowing for skewness. Controls, and random heads that were drawn: test over directions (or heads) and contexts, both being samples, so that it holds for other directions too. Max impact: twice the smaller p-value of the two halves, each under the head chosen on the other: where both halves choose one head they are not independent, and a t-test of both pooled rejects too often (deploy/validity/report).';

CREATE OR REPLACE VIEW results.patching AS
SELECT p.experiment_id, p.model, CASE WHEN p.head < 0 THEN 'layer' ELSE 'head' END AS part, p.layer,
  nullif(p.head, -1) AS head, p.pairs, p.contexts, p.gap, p.gap_p, p.moved, p.moved_sd, p.effect, p.effect_low,
  p.effect_high, p.effect_size, p.p_value, p.p_raw, p.p_benjamini_hochberg, p.reason,
  CASE WHEN p.pairs < asked.pairs THEN
    format('attention.patchingPairs asks for %s pairs, the contexts form %s', asked.pairs, p.pairs) END AS shortfall,
  p.independent_pairs
FROM patching_effect p JOIN experiment e ON e.id = p.experiment_id
CROSS JOIN LATERAL (SELECT (e.specification::jsonb #>> '{attention,patchingPairs}')::integer AS pairs) asked
ORDER BY p.experiment_id, p.layer, p.head < 0, p.head;
COMMENT ON COLUMN results.patching.pairs IS 'Pairs of contexts.';
COMMENT ON COLUMN results.patching.contexts IS 'Different contexts among them; fewer than twice the pairs where pairs share contexts, for which the tests and the interval allow.';
COMMENT ON COLUMN results.patching.independent_pairs IS 'How many independent pairs the pairs are worth to the tests: their degrees of freedom + 1. Equals pairs where none shares a context; below 4 there is no test, and reason says so.';
COMMENT ON COLUMN results.patching.gap_p IS 'Two-sided t-test of the gap over pairs, its variance from all pairs that share a context (dyadic), allowing for skewness.';
COMMENT ON COLUMN results.patching.p_raw IS 'The same test of moved, uncorrected.';
COMMENT ON COLUMN results.patching.p_value IS 'p_raw, Bonferroni-corrected over the heads, or over the layers.';
COMMENT ON COLUMN results.patching.effect_low IS 'Lower end of the 95 % interval of effect over pairs (Fieller), with the same variances.';
COMMENT ON COLUMN results.heads.p_rare_raw IS 'Does the ablation change the activation at rare targets at all: two-sided paired t-test over contexts, allowing for skewness, uncorrected.';
COMMENT ON COLUMN results.heads.p_common_raw IS 'Does the ablation change the activation at common targets at all: two-sided paired t-test over contexts, allowing for skewness, uncorrected.';
