-- Fewer pairs than were asked for are said to be.
CREATE OR REPLACE VIEW results.patching AS
SELECT p.experiment_id, p.model, CASE WHEN p.head < 0 THEN 'layer' ELSE 'head' END AS part, p.layer,
  nullif(p.head, -1) AS head, p.pairs, p.contexts, p.gap, p.gap_p, p.moved, p.moved_sd, p.effect, p.effect_low,
  p.effect_high, p.effect_size, p.p_value, p.p_raw, p.p_benjamini_hochberg, p.reason,
  CASE WHEN p.pairs < asked.pairs THEN
    format('attention.patchingPairs asks for %s pairs, the contexts form %s', asked.pairs, p.pairs) END AS shortfall
FROM patching_effect p JOIN experiment e ON e.id = p.experiment_id
CROSS JOIN LATERAL (SELECT (e.specification::jsonb #>> '{attention,patchingPairs}')::integer AS pairs) asked
ORDER BY p.experiment_id, p.layer, p.head < 0, p.head;
COMMENT ON COLUMN results.patching.shortfall IS 'Where there are fewer pairs than attention.patchingPairs asks for, a sentence; null where there are not.';
