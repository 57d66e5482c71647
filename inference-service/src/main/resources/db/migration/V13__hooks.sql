CREATE TABLE hook_delivery (
  experiment_id text        NOT NULL REFERENCES experiment (id),
  address       text        NOT NULL,
  message_id    text        NOT NULL,
  body          text        NOT NULL,
  since         timestamptz NOT NULL DEFAULT now(),
  attempts      integer     NOT NULL DEFAULT 0,
  next_at       timestamptz NOT NULL DEFAULT now(),
  problem       text,
  delivered_at  timestamptz,
  given_up_at   timestamptz,
  PRIMARY KEY (experiment_id, address)
);
CREATE INDEX hook_delivery_due ON hook_delivery (next_at) WHERE delivered_at IS NULL AND given_up_at IS NULL;
COMMENT ON TABLE hook_delivery IS 'Notifications of web hooks that an experiment has ended, sent or not.';
