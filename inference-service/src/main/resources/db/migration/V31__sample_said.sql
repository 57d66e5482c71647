-- A sample that is smaller than asked because it is made of whole contexts is said to be, too; and what is to be known of
-- corpus and tokenizer has a column.
CREATE OR REPLACE VIEW results.experiments AS
SELECT r.experiment_id, r.model, r.corpus, e.status, r.reason, e.specification::jsonb AS specification,
       r.provenance::jsonb AS provenance, r.requested_at, r.finished_at,
       nullif(concat_ws('; ',
         CASE WHEN found.contexts < asked.contexts THEN
           format('tokens.count asks for %s contexts, the corpus gives %s', asked.contexts, found.contexts)
         WHEN found.contexts IS NOT NULL AND asked.contexts * asked.length < asked.positions THEN
           format('tokens.count asks for %s positions, %s whole contexts of tokens.contextLength %s are %s',
                  asked.positions, asked.contexts, asked.length, asked.contexts * asked.length) END,
         CASE WHEN found.observations < asked.observations THEN
           format('graph.observations asks for %s, the sample gives %s', asked.observations, found.observations) END,
         CASE WHEN asked.one_per_context AND found.contexts < least(asked.observations, found.observations) THEN
           format('graph.observations asks for %s, with graph.onePerContext %s contexts give at most as many',
                  asked.observations, found.contexts) END,
         -- 100, the default, means all up to 100.
         CASE WHEN asked.head_contexts <> 100 AND found.contexts < asked.head_contexts THEN
           format('attention.headContexts asks for %s contexts, the sample has %s', asked.head_contexts,
                  found.contexts) END),
         '') AS shortfall,
       (SELECT string_agg(note, '; ' ORDER BY place)
        FROM jsonb_array_elements_text(r.provenance::jsonb #> '{plan,notes}') WITH ORDINALITY AS said(note, place)) AS notes
FROM experiment_run r JOIN experiment e ON e.id = r.experiment_id
CROSS JOIN LATERAL (
  SELECT (e.specification::jsonb #>> '{tokens,count}')::integer AS positions,
         (e.specification::jsonb #>> '{tokens,contextLength}')::integer AS length,
         (e.specification::jsonb #>> '{tokens,count}')::integer
           / (e.specification::jsonb #>> '{tokens,contextLength}')::integer AS contexts,
         (e.specification::jsonb #>> '{graph,observations}')::integer AS observations,
         (e.specification::jsonb #>> '{graph,onePerContext}')::boolean AS one_per_context,
         (e.specification::jsonb #>> '{attention,headContexts}')::integer AS head_contexts) asked
CROSS JOIN LATERAL (
  SELECT (r.provenance::jsonb #>> '{plan,sampledContexts}')::integer AS contexts,
         (r.provenance::jsonb #>> '{plan,observations}')::integer AS observations) found;
COMMENT ON COLUMN results.experiments.shortfall IS 'Where the sample is smaller than the specification asks for, in sentences, also by the remainder of a division into contexts; null where it is not, and until planned. Pairs to patch: see results.patching.shortfall.';
COMMENT ON COLUMN results.experiments.notes IS 'Remarks on corpus and tokenizer, in sentences: characters that were replaced (their number is in provenance, plan.replacedCharacters), which token joins the documents where configuration and tokenizer do not simply agree. Null where there is nothing, and until planned.';
