-- What every service remembers of an experiment, and the ledger of the blocks it has done.
CREATE TABLE experiment (
  id            text PRIMARY KEY,
  specification text,
  status        text        NOT NULL,
  updated_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE experiment IS 'This service''s copy of what it needs of an experiment; the status of record is the inference service''s.';
COMMENT ON COLUMN experiment.specification IS 'Specification after defaults, JSON; null until a message that carries it has arrived.';
COMMENT ON COLUMN experiment.status IS 'REQUESTED, RUNNING, COMPLETED, FAILED or CANCELLED; the last three never change.';

CREATE TABLE ledger (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  stage         text             NOT NULL,
  block         integer          NOT NULL,
  blocks        integer          NOT NULL,
  seconds       double precision NOT NULL,
  completed_at  timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (experiment_id, stage, block)
);
COMMENT ON TABLE ledger IS 'One row per block done, written in the transaction that wrote the block''s result.';
COMMENT ON COLUMN ledger.seconds IS 'Time spent computing the block, seconds.';
