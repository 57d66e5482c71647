-- Which series a block's loss changes came from, after the guard was tightened where it had to be.
ALTER TABLE ablation_block ADD COLUMN series_order integer;
ALTER TABLE ablation_block ADD COLUMN guard double precision;

DROP VIEW results.ablation_blocks;
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
GRANT SELECT ON results.ablation_blocks TO analyst;
