-- Which stages an experiment has is decided when it is planned.
ALTER TABLE plan ADD COLUMN stages text[];
UPDATE plan p SET stages = (
  SELECT array_agg(s.label ORDER BY s.place)
  FROM experiment e, unnest(ARRAY['plan', 'capture', 'capture-weights', 'ablate-neurons', 'losses', 'regimes',
         'activations', 'weights', 'communities', 'clustering', 'ablate-heads', 'patch-heads', 'attention',
         'head-ablations', 'head-patches', 'routing']) WITH ORDINALITY AS s (label, place)
  WHERE e.id = p.experiment_id
    AND NOT (s.label IN ('capture-weights', 'weights')
             AND e.specification::jsonb #>> '{graph,weightSpectra}' = 'false')
    AND NOT (s.label IN ('patch-heads', 'head-patches')
             AND e.specification::jsonb #>> '{attention,patchingPairs}' = '0'));
ALTER TABLE plan ALTER COLUMN stages SET NOT NULL;
COMMENT ON COLUMN plan.stages IS 'Stages of the experiment, in order: completion, progress and the watchdog read this list.';

-- When a stage last moved, by the database's clock.
ALTER TABLE progress ADD COLUMN reported_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN progress.reported_at IS 'When more blocks were last reported.';

-- Experiments that the watchdog observes because nothing has moved in them lately.
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
