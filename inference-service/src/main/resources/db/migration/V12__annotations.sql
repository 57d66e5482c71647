CREATE TABLE annotation (
  experiment_id text        PRIMARY KEY REFERENCES experiment (id),
  name          text,
  tags          varchar[]   NOT NULL,
  notes         text,
  changed_at    timestamptz NOT NULL
);
CREATE INDEX annotation_of_tag ON annotation USING gin (tags);
COMMENT ON TABLE annotation IS 'Names, tags and notes that users give experiments; they may change after an experiment has ended.';

CREATE VIEW results.annotations AS
SELECT experiment_id, name, tags, notes, changed_at
FROM annotation;
COMMENT ON VIEW results.annotations IS 'Names, tags and notes of experiments, given by users; they may change after an experiment has ended.';
COMMENT ON COLUMN results.annotations.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.annotations.name IS 'Its name; null without one.';
COMMENT ON COLUMN results.annotations.tags IS 'Its tags, in the order given.';
COMMENT ON COLUMN results.annotations.notes IS 'Notes on it; null without any.';
COMMENT ON COLUMN results.annotations.changed_at IS 'When any of them last changed.';
