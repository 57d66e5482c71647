ALTER TABLE experiment ADD COLUMN layer integer;
COMMENT ON COLUMN experiment.layer IS 'Layer of the MLP whose neurons are ablated, from 0; null until a message has told it.';
