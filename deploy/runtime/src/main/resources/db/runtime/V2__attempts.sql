-- Processes of this service and the messages they are handling. A message that kills its process is found however it does so.
CREATE TABLE process (
  id         text        PRIMARY KEY,
  begun_at   timestamptz NOT NULL DEFAULT now(),
  beat_at    timestamptz NOT NULL DEFAULT now(),
  stopping   boolean     NOT NULL DEFAULT false
);
COMMENT ON TABLE process IS 'Processes of this service, one row per start.';
COMMENT ON COLUMN process.beat_at IS 'Last heartbeat, written every two seconds.';
COMMENT ON COLUMN process.stopping IS 'Whether the process is shutting down: a message it leaves unfinished does not count as a death.';

CREATE TABLE attempt (
  delivery text        NOT NULL,
  process  text        NOT NULL REFERENCES process (id) ON DELETE CASCADE,
  begun_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (delivery, process)
);
COMMENT ON TABLE attempt IS 'One row per process and message being handled: written before handling starts, removed when it ends.';
COMMENT ON COLUMN attempt.delivery IS 'Topic and id of the event, the same on every delivery.';
