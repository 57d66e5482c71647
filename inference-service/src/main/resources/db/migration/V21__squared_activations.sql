ALTER TABLE capture_block ADD COLUMN squared_activation_sum bytea;
COMMENT ON COLUMN capture_block.squared_activation_sum IS 'float64[N]: squares of the activations summed over the target positions; null where the experiment needs no deviation.';
