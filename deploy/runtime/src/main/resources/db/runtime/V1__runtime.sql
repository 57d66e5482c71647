-- What every service remembers of an experiment, and the ledger of the blocks it has done.
CREATE TABLE experiment (
  id            text PRIMARY KEY,
  specification text,
  status        text        NOT NULL,
  updated_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE experiment IS 'This service''s copy of what it needs of an experiment; the status of record is the inference service''s.';
COMMENT ON COLUMN experiment.specification IS 'Specification after defaults, JSON; null until a message that carries it has arrived.';
COMMENT ON COLUMN experiment.status IS 'REQUESTED, RUNNING, COMPLETED, FAILED, CANCELLED or DELETED; what has ended changes only to DELETED, of which this row is all that stays.';

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

-- Processes of this service and the messages they are handling. A message that kills its process is found however it does so.
CREATE TABLE process (
  id         text        PRIMARY KEY,
  begun_at   timestamptz NOT NULL DEFAULT now(),
  beat_at    timestamptz NOT NULL DEFAULT now(),
  stopping   boolean     NOT NULL DEFAULT false,
  computes   boolean     NOT NULL DEFAULT true,
  pool       text        NOT NULL DEFAULT 'default'
);
COMMENT ON TABLE process IS 'Processes of this service, one row per start.';
COMMENT ON COLUMN process.beat_at IS 'Last heartbeat, written every two seconds.';
COMMENT ON COLUMN process.computes IS 'Whether the process does blocks of work; one that only takes requests in does not.';
COMMENT ON COLUMN process.pool IS 'Pool of workers that the process is one of.';
COMMENT ON COLUMN process.stopping IS 'Whether the process is shutting down: a message it leaves unfinished does not count as a death.';

CREATE TABLE attempt (
  delivery text        NOT NULL,
  process  text        NOT NULL REFERENCES process (id) ON DELETE CASCADE,
  begun_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (delivery, process)
);
COMMENT ON TABLE attempt IS 'One row per process and message being handled: written before handling starts, removed when it ends.';
COMMENT ON COLUMN attempt.delivery IS 'Topic and id of the event, the same on every delivery.';
