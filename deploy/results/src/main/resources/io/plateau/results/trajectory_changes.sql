-- Checkpoints of one training run against its first and last one, by the services whose analyses found the quantities.
CREATE OR REPLACE VIEW results.trajectory_changes WITH (security_invoker = true) AS
SELECT experiment_id, model, step, quantity, token_group, value, standard_error, contexts, from_first, p_first,
       p_first_corrected, from_last, p_last, p_last_corrected
FROM results.inference_changes
UNION ALL
SELECT experiment_id, model, step, quantity, token_group, value, standard_error, contexts, from_first, p_first,
       p_first_corrected, from_last, p_last, p_last_corrected
FROM results.influence_changes
UNION ALL
SELECT experiment_id, model, step, quantity, token_group, value, standard_error, contexts, from_first, p_first,
       p_first_corrected, from_last, p_last, p_last_corrected
FROM results.graph_changes
UNION ALL
SELECT experiment_id, model, step, quantity, token_group, value, standard_error, contexts, from_first, p_first,
       p_first_corrected, from_last, p_last, p_last_corrected
FROM results.routing_changes;
COMMENT ON VIEW results.trajectory_changes IS 'Where a quantity changes over the checkpoints of one training run: each against the first and the last, over the contexts that both have (deploy/science, Trajectories). Experiments are of one trajectory where they are of one study, or of none, and their specifications are the same but for the step. Rows follow the end of an experiment within seconds.';
COMMENT ON COLUMN results.trajectory_changes.experiment_id IS 'The experiment on the checkpoint.';
COMMENT ON COLUMN results.trajectory_changes.model IS 'Name of the model without its step.';
COMMENT ON COLUMN results.trajectory_changes.step IS 'Training step, of the revision step<N>.';
COMMENT ON COLUMN results.trajectory_changes.quantity IS 'What is compared, with its unit. loss: without ablation; KL and correlation: of the prediction without ablation, and of its loss with the log frequency of the target token within a context. kappa, excess of the top ranks: jackknife pseudo-values. plateau size, signed modularity, shares of roles: found in each tenth of the contexts alone. plateau ablated at once: loss change. heads ablated: change of plateau activation, mean over single heads.';
COMMENT ON COLUMN results.trajectory_changes.token_group IS 'rare, common, rare and common, or rare minus common.';
COMMENT ON COLUMN results.trajectory_changes.value IS 'Mean over contexts of the quantity or of its jackknife pseudo-values, or over tenths of the contexts; null without any.';
COMMENT ON COLUMN results.trajectory_changes.standard_error IS 'Its standard error over contexts or tenths; null with fewer than two.';
COMMENT ON COLUMN results.trajectory_changes.contexts IS 'Contexts, or tenths of them, that have the quantity.';
COMMENT ON COLUMN results.trajectory_changes.from_first IS 'This checkpoint less the first, over the contexts of both; null without any.';
COMMENT ON COLUMN results.trajectory_changes.p_first IS 'Two-sided p of that difference, signs of the differences of contexts or tenths flipped at random; null of the first checkpoint itself.';
COMMENT ON COLUMN results.trajectory_changes.p_first_corrected IS 'After Holm over the other checkpoints; null likewise.';
COMMENT ON COLUMN results.trajectory_changes.from_last IS 'This checkpoint less the last; null without contexts of both.';
COMMENT ON COLUMN results.trajectory_changes.p_last IS 'As p_first, against the last checkpoint; null of the last itself.';
COMMENT ON COLUMN results.trajectory_changes.p_last_corrected IS 'After Holm over the other checkpoints; null likewise.';
