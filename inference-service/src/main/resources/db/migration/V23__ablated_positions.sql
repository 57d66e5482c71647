ALTER TABLE planned_context ADD COLUMN ablated bytea;
COMMENT ON COLUMN planned_context.ablated IS 'byte[P]: 1 where neurons are ablated at the position; null: at all.';
