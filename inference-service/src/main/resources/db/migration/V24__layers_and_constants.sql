-- Neurons of a layer by its number, and constants in place of activations.
CREATE TABLE constant_block (
  experiment_id text    NOT NULL REFERENCES plan (experiment_id),
  block         integer NOT NULL,
  rare          integer NOT NULL,
  common        integer NOT NULL,
  changes       bytea   NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE constant_block IS 'Loss changes of a block with each of J constants in place of the activations.';
COMMENT ON COLUMN constant_block.rare IS 'Positions of the rare group.';
COMMENT ON COLUMN constant_block.common IS 'Positions of the common group.';
COMMENT ON COLUMN constant_block.changes IS 'float64[2, J, N]: summed over the positions of each group, nats.';

CREATE TABLE ablation_constant (
  experiment_id text             NOT NULL REFERENCES plan (experiment_id),
  token_group   text             NOT NULL CHECK (token_group IN ('rare', 'common')),
  neuron        integer          NOT NULL,
  mean          double precision NOT NULL,
  deviation     double precision NOT NULL,
  constant      double precision NOT NULL,
  change        double precision NOT NULL,
  at_bound      boolean          NOT NULL,
  PRIMARY KEY (experiment_id, token_group, neuron)
);

CREATE TABLE screened_block (
  experiment_id text    NOT NULL REFERENCES plan (experiment_id),
  block         integer NOT NULL,
  estimates     bytea   NOT NULL,
  sums          bytea   NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE screened_block IS 'First-order estimates of the loss changes of a block.';
COMMENT ON COLUMN screened_block.estimates IS 'float32[P, N], nats.';
COMMENT ON COLUMN screened_block.sums IS 'float64[2, N]: summed over the positions of each group, nats.';

CREATE TABLE screening (
  experiment_id text      PRIMARY KEY REFERENCES plan (experiment_id),
  chosen        integer[] NOT NULL,
  sampled       integer[] NOT NULL
);
COMMENT ON TABLE screening IS 'Neurons that are ablated, by first-order estimates.';
COMMENT ON COLUMN screening.chosen IS 'Of the largest estimated influences, ascending.';
COMMENT ON COLUMN screening.sampled IS 'Drawn from the others, ascending.';

CREATE VIEW results.ablation_constants AS
SELECT c.experiment_id, r.model, e.layer AS mlp_layer, c.token_group, c.neuron, c.mean, c.deviation, c.constant,
       c.change, c.at_bound
FROM ablation_constant c JOIN experiment_run r USING (experiment_id) JOIN experiment e ON e.id = c.experiment_id;
COMMENT ON VIEW results.ablation_constants IS 'What replaced each neuron''s activation where ablation.value is optimal: the constant at which the group''s mean loss is least, within three standard deviations of the mean; no rows otherwise.';
COMMENT ON COLUMN results.ablation_constants.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.ablation_constants.model IS 'Name of the model.';
COMMENT ON COLUMN results.ablation_constants.mlp_layer IS 'Layer of the MLP, from 0.';
COMMENT ON COLUMN results.ablation_constants.token_group IS 'Target tokens whose loss is least: rare or common.';
COMMENT ON COLUMN results.ablation_constants.neuron IS 'Index of the neuron in the MLP, from 0.';
COMMENT ON COLUMN results.ablation_constants.mean IS 'Mean of its activation over all target positions.';
COMMENT ON COLUMN results.ablation_constants.deviation IS 'Standard deviation of its activation over them.';
COMMENT ON COLUMN results.ablation_constants.constant IS 'The constant.';
COMMENT ON COLUMN results.ablation_constants.change IS 'Change of the group''s mean loss with the constant in place of the activation, by a polynomial through losses at seven constants, nats; as ablated in results.neuron_influences.mean_delta.';
COMMENT ON COLUMN results.ablation_constants.at_bound IS 'Whether the constant is three standard deviations from the mean: beyond, the loss may be less.';
