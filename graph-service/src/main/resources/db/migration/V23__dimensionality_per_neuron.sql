-- Per neuron of the set, as it is defined; rows from before are per neuron that varies, which is the same where all do.
COMMENT ON COLUMN results.neuron_sets.dimensionality IS 'Effective dimensionality: components / neurons of the set, 0 ... 1; null where no activation varies.';
COMMENT ON COLUMN results.dimensionality.dimensionality IS 'Effective dimensionality: components / neurons, 0 ... 1; null where no activation varies, as reason says.';
