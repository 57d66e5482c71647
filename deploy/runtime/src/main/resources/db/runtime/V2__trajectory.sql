-- What analyses found by context, and how it changes over the checkpoints of one training run.
CREATE TABLE context_value (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  quantity      text             NOT NULL,
  token_group   text             NOT NULL,
  context       integer          NOT NULL,
  value         double precision NOT NULL,
  PRIMARY KEY (experiment_id, quantity, token_group, context)
);
COMMENT ON TABLE context_value IS 'Quantities by context: their mean over contexts is the quantity, be they its values or the pseudo-values of a jackknife over contexts; or its values in tenths of the contexts, whose numbers then stand for contexts.';

CREATE TABLE checkpoint_change (
  experiment_id     text    NOT NULL REFERENCES experiment (id),
  quantity          text    NOT NULL,
  token_group       text    NOT NULL,
  model             text    NOT NULL,
  step              bigint  NOT NULL,
  value             double precision,
  standard_error    double precision,
  contexts          integer NOT NULL,
  from_first        double precision,
  p_first           double precision,
  p_first_corrected double precision,
  from_last         double precision,
  p_last            double precision,
  p_last_corrected  double precision,
  PRIMARY KEY (experiment_id, quantity, token_group)
);
COMMENT ON TABLE checkpoint_change IS 'Each checkpoint of a trajectory against its first and its last; recomputed whenever another completes.';

CREATE VIEW results.${flyway:defaultSchema}_changes AS
SELECT experiment_id, model, step, quantity, token_group, value, standard_error, contexts, from_first, p_first,
       p_first_corrected, from_last, p_last, p_last_corrected
FROM checkpoint_change;
COMMENT ON VIEW results.${flyway:defaultSchema}_changes IS 'What one service adds to results.trajectory_changes, which explains the columns.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.experiment_id IS 'As in results.trajectory_changes.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.model IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.step IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.quantity IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.token_group IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.value IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.standard_error IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.contexts IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.from_first IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.p_first IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.p_first_corrected IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.from_last IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.p_last IS 'Likewise.';
COMMENT ON COLUMN results.${flyway:defaultSchema}_changes.p_last_corrected IS 'Likewise.';
