-- Every view of neurons tells of which layer they are.
CREATE OR REPLACE VIEW results.verdicts AS
SELECT v.experiment_id, r.model, v.name, v.outcome, v.statistic, v.value, v.p_value, v.test, v.summary,
       p.rule AS plateau_rule, e.layer AS mlp_layer
FROM verdict v JOIN experiment_run r USING (experiment_id) JOIN experiment e ON e.id = v.experiment_id
LEFT JOIN plateau p USING (experiment_id);
COMMENT ON COLUMN results.verdicts.mlp_layer IS 'Layer of the MLP whose neurons are studied, from 0.';

CREATE OR REPLACE VIEW results.ablation_blocks AS
SELECT a.experiment_id, r.model, a.block, a.positions, a.tier, a.series_order, a.guard, a.share_closed_form,
       a.sampled_error, e.layer AS mlp_layer
FROM ablation_block a JOIN experiment_run r USING (experiment_id) JOIN experiment e ON e.id = a.experiment_id;
COMMENT ON COLUMN results.ablation_blocks.positions IS 'P, positions of the block at which neurons were ablated.';
COMMENT ON COLUMN results.ablation_blocks.tier IS 'moments, closed-form or naive; of a layer by its number exact or screened.';
COMMENT ON COLUMN results.ablation_blocks.mlp_layer IS 'Layer of the MLP, from 0.';

CREATE OR REPLACE VIEW results.neuron_contexts AS
SELECT c.experiment_id, r.model, c.neuron, c.effect, c.rank, c.context, c.position, c.token_group, c.loss_change,
       c.activation, c.tokens, c.place, e.layer AS mlp_layer
FROM neuron_context c JOIN experiment_run r USING (experiment_id) JOIN experiment e ON e.id = c.experiment_id;
COMMENT ON COLUMN results.neuron_contexts.neuron IS 'Index of the neuron in the MLP, from 0.';
COMMENT ON COLUMN results.neuron_contexts.mlp_layer IS 'Layer of the MLP, from 0.';

CREATE OR REPLACE VIEW results.neuron_logits AS
SELECT l.experiment_id, r.model, l.neuron, l.direction, l.rank, l.token, l.text, l.logit_change, e.layer AS mlp_layer
FROM neuron_logit l JOIN experiment_run r USING (experiment_id) JOIN experiment e ON e.id = l.experiment_id;
COMMENT ON VIEW results.neuron_logits IS 'Tokens whose logits the plateau''s neurons, or their substitutes, move most, by the weights alone; no rows where the final MLP''s output is normalised, nor for a layer by its number.';
COMMENT ON COLUMN results.neuron_logits.mlp_layer IS 'Layer of the MLP, from 0.';

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
        FROM jsonb_array_elements_text(r.provenance::jsonb #> '{plan,notes}') WITH ORDINALITY AS said(note, place)) AS notes,
       e.layer AS mlp_layer
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
         (r.provenance::jsonb #>> '{plan,observations}')::integer AS observations) found
WHERE e.status <> 'DELETED';
COMMENT ON COLUMN results.experiments.mlp_layer IS 'Layer of the MLP whose neurons are studied, from 0; null until planned.';
