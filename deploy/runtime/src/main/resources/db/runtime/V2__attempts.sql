-- Which processes of this service there were, and which messages they had in hand: a message that processes die of is
-- found out however they die.
CREATE TABLE process (
  id         text        PRIMARY KEY,
  begun_at   timestamptz NOT NULL DEFAULT now(),
  beat_at    timestamptz NOT NULL DEFAULT now(),
  stopping   boolean     NOT NULL DEFAULT false
);
COMMENT ON TABLE process IS 'Processes of this service: every start is one.';
COMMENT ON COLUMN process.beat_at IS 'Last sign of life: every two seconds while it lives.';
COMMENT ON COLUMN process.stopping IS 'It was told to stop: what it leaves in hand it did not die of.';

CREATE TABLE attempt (
  delivery text        NOT NULL,
  process  text        NOT NULL REFERENCES process (id) ON DELETE CASCADE,
  begun_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (delivery, process)
);
COMMENT ON TABLE attempt IS 'One row per message in hand and process: written before it is handled, removed when it is done.';
COMMENT ON COLUMN attempt.delivery IS 'Topic and id of the event, the same however often it is delivered.';
