-- Contexts whose tensors do not fit a record are cut into several blocks; plans made before are not cut.
ALTER TABLE plan ADD COLUMN parts integer NOT NULL DEFAULT 1;
ALTER TABLE plan ADD COLUMN attention_pieces integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN plan.blocks IS 'Blocks of the stages over all contexts.';
COMMENT ON COLUMN plan.parts IS 'Blocks of one context: ranges of its target positions; 1 where a block holds whole contexts.';
COMMENT ON COLUMN plan.attention_pieces IS 'Events that hold the attention rows of one block''s part of a context in one layer.';
COMMENT ON COLUMN planned_context.block IS 'The block of the context; the first of its plan.parts blocks where it is cut.';
