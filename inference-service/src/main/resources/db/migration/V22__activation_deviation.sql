ALTER TABLE capture_mean ADD COLUMN activation_deviation bytea;
COMMENT ON COLUMN capture_mean.activation_deviation IS 'float64[N]: standard deviation over the target positions; null where the experiment needs none.';
