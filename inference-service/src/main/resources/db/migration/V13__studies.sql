-- A specification with lists of values is a study: one experiment per combination, which this table joins to its values.

ALTER TABLE experiment_run ADD COLUMN study text, ADD COLUMN variant jsonb;
ALTER TABLE experiment_run ADD CONSTRAINT study_has_variants CHECK ((study IS NULL) = (variant IS NULL));
CREATE INDEX experiment_run_of_study ON experiment_run (study, experiment_id) WHERE study IS NOT NULL;
COMMENT ON COLUMN experiment_run.study IS 'Identifier of the study that the experiment is one of; null when it was asked for by itself.';
COMMENT ON COLUMN experiment_run.variant IS 'What distinguishes it in its study: value by path of the field in the specification.';

CREATE VIEW results.variants AS
SELECT r.study, r.experiment_id, r.model, v.key AS field, v.value
FROM experiment_run r CROSS JOIN LATERAL jsonb_each_text(r.variant) v
WHERE r.study IS NOT NULL;
COMMENT ON VIEW results.variants IS 'What distinguishes the experiments of a study, one row per experiment and field; every other view joins on experiment_id.';
COMMENT ON COLUMN results.variants.study IS 'Identifier of the study: the experiments that one specification with lists of values asked for.';
COMMENT ON COLUMN results.variants.experiment_id IS 'Identifier of the experiment; within a study in the order of the combinations.';
COMMENT ON COLUMN results.variants.model IS 'Name of the model.';
COMMENT ON COLUMN results.variants.field IS 'Path of the field in the specification that was given a list, such as graph.objective.';
COMMENT ON COLUMN results.variants.value IS 'The experiment''s value of the field, as text; null where the list named null, which leaves the field to its default.';

GRANT SELECT ON results.variants TO analyst;
