-- Whose neurons heads are ablated for.
CREATE OR REPLACE VIEW results.table_2 AS
SELECT experiment_id, model, ablation_target, which, change_percent, change_sd, effect_size, p_value, p_raw, contexts, reason,
  p_benjamini_hochberg, change_absolute_percent, x.layer AS mlp_layer
FROM table_2_row JOIN experiment x ON x.id = experiment_id ORDER BY experiment_id, place;
COMMENT ON COLUMN results.table_2.mlp_layer IS 'Layer of the MLP whose neurons are studied, from 0.';

CREATE OR REPLACE VIEW results.attention AS
SELECT experiment_id, model, gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_heads AS gini_p_value,
  gini_difference_contexts, gini_p_contexts, similarity, similarity_sd, heads, contexts, reason,
  gini_effect_size_heads, gini_effect_size_contexts, concentration, x.layer AS mlp_layer
FROM attention_summary JOIN experiment x ON x.id = experiment_id ORDER BY experiment_id;
COMMENT ON COLUMN results.attention.mlp_layer IS 'Layer of the MLP whose neurons are studied, from 0.';
