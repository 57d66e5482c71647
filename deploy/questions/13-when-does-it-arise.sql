-- When does it arise: at which checkpoint of a training run does a quantity differ from the first, and from the last?
\ir chosen.psql
SELECT t.experiment_id, t.model, t.step, t.quantity, t.token_group, t.value, t.standard_error, t.from_first,
       t.p_first_corrected, t.from_last, t.p_last_corrected, n.overlap AS overlap_with_the_plateau_before,
       n.overlap_by_chance, n.rank_correlation AS rank_correlation_with_the_checkpoint_before
FROM results.trajectory_changes t
LEFT JOIN results.trajectory_neighbours n
  ON n.experiment_id = t.experiment_id AND n.token_group = CASE t.token_group WHEN 'common' THEN 'common' ELSE 'rare' END
WHERE t.experiment_id = ANY (:'chosen')
ORDER BY t.model, t.quantity, t.token_group, t.step;
