-- An experiment that found less than it was asked to look at says so.
CREATE OR REPLACE VIEW results.experiments AS
SELECT r.experiment_id, r.model, r.corpus, e.status, r.reason, e.specification::jsonb AS specification,
       r.provenance::jsonb AS provenance, r.requested_at, r.finished_at,
       nullif(concat_ws('; ',
         CASE WHEN found.contexts < asked.contexts THEN
           format('tokens.count asks for %s contexts, the corpus gives %s', asked.contexts, found.contexts) END,
         CASE WHEN found.observations < asked.observations THEN
           format('graph.observations asks for %s, the sample gives %s', asked.observations, found.observations) END),
         '') AS shortfall
FROM experiment_run r JOIN experiment e ON e.id = r.experiment_id
CROSS JOIN LATERAL (
  SELECT (e.specification::jsonb #>> '{tokens,count}')::integer
           / (e.specification::jsonb #>> '{tokens,contextLength}')::integer AS contexts,
         (e.specification::jsonb #>> '{graph,observations}')::integer AS observations) asked
CROSS JOIN LATERAL (
  SELECT (r.provenance::jsonb #>> '{plan,sampledContexts}')::integer AS contexts,
         (r.provenance::jsonb #>> '{plan,observations}')::integer AS observations) found;
COMMENT ON COLUMN results.experiments.corpus IS 'Name of the corpus in the specification: a file or folder under the service''s corpus roots; its SHA-256 is in provenance. Null when the request could not be read.';
COMMENT ON COLUMN results.experiments.shortfall IS 'Where the sample is smaller than the specification asks for, in sentences; null where it is not, and until planned. Pairs to patch: see results.patching.shortfall.';
