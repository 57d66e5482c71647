-- Experiments that are asked for on every checkpoint of a model.
CREATE TABLE subscription (
  id            text        PRIMARY KEY,
  model         text        NOT NULL,
  specification text        NOT NULL,
  state         text        NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'DELETED')),
  created_at    timestamptz NOT NULL,
  changed_at    timestamptz NOT NULL
);
CREATE INDEX subscription_of_model ON subscription (model) WHERE (state = 'ACTIVE');
COMMENT ON TABLE subscription IS 'Subscriptions to models'' checkpoints; deleted ones are kept, so that their ids are not reused.';

CREATE VIEW results.subscriptions AS
SELECT id AS subscription_id, model, specification::jsonb AS specification, lower(state) AS state, created_at, changed_at
FROM subscription;
COMMENT ON VIEW results.subscriptions IS 'Subscriptions: specifications of which an experiment is asked for on every checkpoint of a model that is published.';
COMMENT ON COLUMN results.subscriptions.subscription_id IS 'The subscription.';
COMMENT ON COLUMN results.subscriptions.model IS 'Name of the model, without a revision.';
COMMENT ON COLUMN results.subscriptions.specification IS 'As asked for; the model gets the checkpoint''s revision.';
COMMENT ON COLUMN results.subscriptions.state IS 'active, paused or deleted.';
COMMENT ON COLUMN results.subscriptions.created_at IS 'When it was made.';
COMMENT ON COLUMN results.subscriptions.changed_at IS 'When it was last paused, resumed or deleted; else when it was made.';
