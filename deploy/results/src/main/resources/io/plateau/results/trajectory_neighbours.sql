-- Neighbouring checkpoints of one training run: whether the same neurons matter.
CREATE OR REPLACE VIEW results.trajectory_neighbours WITH (security_invoker = true) AS
WITH checkpoint AS (
  SELECT e.experiment_id,
         substring(e.model FROM '^(.*)@step[0-9]+$') AS model,
         substring(e.model FROM '@step([0-9]+)$')::bigint AS step,
         coalesce(substring(e.experiment_id FROM '^(.*)[.][0-9]{2}$'), '') AS study,
         (e.specification - 'model')::text AS specification
  FROM results.experiments e
  WHERE e.model ~ '@step[0-9]{1,15}$' AND e.status = 'COMPLETED'
), pair AS (
  SELECT experiment_id, model, step, study,
         lag(experiment_id) OVER trajectory AS previous_experiment_id, lag(step) OVER trajectory AS previous_step
  FROM checkpoint
  WINDOW trajectory AS (PARTITION BY model, study, specification ORDER BY step, experiment_id)
), counted AS (
  SELECT p.experiment_id, p.model, p.step, p.study, p.previous_experiment_id, p.previous_step, n.token_group,
         count(*) AS neurons,
         count(*) FILTER (WHERE n.role IN ('plateau', 'substitute')) AS own,
         count(*) FILTER (WHERE b.role IN ('plateau', 'substitute')) AS previous,
         count(*) FILTER (WHERE n.role IN ('plateau', 'substitute') AND b.role IN ('plateau', 'substitute')) AS shared,
         corr(n.rank, b.rank) AS rank_correlation
  FROM pair p
  JOIN results.neuron_influences n ON n.experiment_id = p.experiment_id
  JOIN results.neuron_influences b
    ON b.experiment_id = p.previous_experiment_id AND b.neuron = n.neuron AND b.token_group = n.token_group
  GROUP BY p.experiment_id, p.model, p.step, p.study, p.previous_experiment_id, p.previous_step, n.token_group
)
SELECT experiment_id, model, step, study, previous_experiment_id, previous_step, token_group,
       shared::double precision / nullif(own + previous - shared, 0) AS overlap,
       own * previous / nullif(neurons * (own + previous) - own * previous, 0)::double precision AS overlap_by_chance,
       rank_correlation
FROM counted;
COMMENT ON VIEW results.trajectory_neighbours IS 'Each checkpoint of a training run beside the one before: whether the same neurons matter.';
COMMENT ON COLUMN results.trajectory_neighbours.experiment_id IS 'The experiment on the checkpoint.';
COMMENT ON COLUMN results.trajectory_neighbours.model IS 'Name of the model without its step.';
COMMENT ON COLUMN results.trajectory_neighbours.step IS 'Training step.';
COMMENT ON COLUMN results.trajectory_neighbours.study IS 'Study that the experiments are of; empty without one.';
COMMENT ON COLUMN results.trajectory_neighbours.previous_experiment_id IS 'The experiment on the checkpoint before.';
COMMENT ON COLUMN results.trajectory_neighbours.previous_step IS 'Its step.';
COMMENT ON COLUMN results.trajectory_neighbours.token_group IS 'By whose losses neurons are ranked: rare or common. The plateau is that of rare tokens in either case.';
COMMENT ON COLUMN results.trajectory_neighbours.overlap IS 'Jaccard overlap of the two plateaus, or of their substitutes: neurons of both over neurons of either; null without neurons.';
COMMENT ON COLUMN results.trajectory_neighbours.overlap_by_chance IS 'What it is where both hold as many neurons, drawn at random: ab / (N(a + b) − ab); null likewise.';
COMMENT ON COLUMN results.trajectory_neighbours.rank_correlation IS 'Spearman''s correlation of the neurons'' influences; neurons without a rank are left out.';
