-- Experiments take turns: what waits is here, not in the broker, where it could not be overtaken.
CREATE TABLE turn (
  experiment_id text        PRIMARY KEY REFERENCES experiment (id),
  place         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  work          bigint      NOT NULL,
  size_class    integer     NOT NULL,
  taken_at      timestamptz,
  published_at  timestamptz
);
CREATE INDEX turn_waiting ON turn (size_class, place) WHERE taken_at IS NULL;
COMMENT ON TABLE turn IS 'Turns of experiments that have not ended; those of experiments that have are removed.';
COMMENT ON COLUMN turn.place IS 'Place in the order of arrival.';
COMMENT ON COLUMN turn.work IS 'Expected work: positions asked for times bytes of the model''s weights.';
COMMENT ON COLUMN turn.size_class IS 'Class of the expected work, each a factor of four; every class has turns of its own.';
COMMENT ON COLUMN turn.taken_at IS 'When its turn came; null while it waits.';
COMMENT ON COLUMN turn.published_at IS 'When its planning was published as work; null before. A turn taken but not published is published by whichever replica sees it.';
