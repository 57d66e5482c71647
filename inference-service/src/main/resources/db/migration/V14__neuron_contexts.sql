-- Where neurons matter: kept of every block until the plateau is known, then of its neurons.
CREATE TABLE plan_texts (
  experiment_id text  PRIMARY KEY REFERENCES plan (experiment_id),
  ends          bytea NOT NULL,
  utf8          bytea NOT NULL
);
COMMENT ON TABLE plan_texts IS 'What the tokens stand for.';
COMMENT ON COLUMN plan_texts.ends IS 'By token id, from 0: where its text ends, 32-bit integers.';
COMMENT ON COLUMN plan_texts.utf8 IS 'The texts, one after the other.';

CREATE TABLE affected_block (
  experiment_id    text    NOT NULL REFERENCES experiment (id),
  block            integer NOT NULL,
  neurons          bytea   NOT NULL,
  positions        bytea   NOT NULL,
  changes          bytea   NOT NULL,
  activations      bytea   NOT NULL,
  promoted_tokens  bytea,
  promoted_changes bytea,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE affected_block IS 'Which of a block''s positions are among those that a neuron affects most, of the blocks done before it; with the first block the tokens whose logits each neuron moves most.';

CREATE TABLE neuron_context (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  neuron        integer          NOT NULL,
  effect        text             NOT NULL CHECK (effect IN ('raised', 'lowered')),
  rank          integer          NOT NULL,
  context       integer          NOT NULL,
  position      integer          NOT NULL,
  token_group   text,
  loss_change   double precision NOT NULL,
  activation    double precision NOT NULL,
  tokens        text[]           NOT NULL,
  place         integer          NOT NULL,
  PRIMARY KEY (experiment_id, neuron, effect, rank)
);

CREATE TABLE neuron_logit (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  neuron        integer          NOT NULL,
  direction     text             NOT NULL CHECK (direction IN ('up', 'down')),
  rank          integer          NOT NULL,
  token         integer          NOT NULL,
  text          text,
  logit_change  double precision NOT NULL,
  PRIMARY KEY (experiment_id, neuron, direction, rank)
);

CREATE VIEW results.neuron_contexts AS
SELECT c.experiment_id, r.model, c.neuron, c.effect, c.rank, c.context, c.position, c.token_group, c.loss_change,
       c.activation, c.tokens, c.place
FROM neuron_context c JOIN experiment_run r USING (experiment_id);
COMMENT ON VIEW results.neuron_contexts IS 'Contexts in which the plateau''s neurons, or their substitutes, matter most: eight positions at which ablation raises the loss most, and eight at which it lowers it most.';
COMMENT ON COLUMN results.neuron_contexts.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.neuron_contexts.model IS 'Name of the model.';
COMMENT ON COLUMN results.neuron_contexts.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.neuron_contexts.effect IS 'raised where ablating the neuron raises the loss: it helps the prediction there; lowered where it lowers it.';
COMMENT ON COLUMN results.neuron_contexts.rank IS 'From 1, the largest change of the loss first.';
COMMENT ON COLUMN results.neuron_contexts.context IS 'Which sampled context, from 0.';
COMMENT ON COLUMN results.neuron_contexts.position IS 'Position in the context, from 0, at which the token that follows is predicted.';
COMMENT ON COLUMN results.neuron_contexts.token_group IS 'rare or common; null where the position is in neither group.';
COMMENT ON COLUMN results.neuron_contexts.loss_change IS 'Change of the loss at the position when the neuron is ablated, nats; as computed first, also of neurons that were refined.';
COMMENT ON COLUMN results.neuron_contexts.activation IS 'Activation of the neuron at the position, without ablation.';
COMMENT ON COLUMN results.neuron_contexts.tokens IS 'Texts of the tokens around the position, at most 24 before and 8 after it; U+FFFD where a token is part of a character.';
COMMENT ON COLUMN results.neuron_contexts.place IS 'Which of them is the token at the position, from 1; the next one is predicted.';

CREATE VIEW results.neuron_logits AS
SELECT l.experiment_id, r.model, l.neuron, l.direction, l.rank, l.token, l.text, l.logit_change
FROM neuron_logit l JOIN experiment_run r USING (experiment_id);
COMMENT ON VIEW results.neuron_logits IS 'Tokens whose logits the plateau''s neurons, or their substitutes, move most, by the weights alone; no rows where the final MLP''s output is normalised.';
COMMENT ON COLUMN results.neuron_logits.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.neuron_logits.model IS 'Name of the model.';
COMMENT ON COLUMN results.neuron_logits.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.neuron_logits.direction IS 'up or down.';
COMMENT ON COLUMN results.neuron_logits.rank IS 'From 1, the largest change first.';
COMMENT ON COLUMN results.neuron_logits.token IS 'Token id.';
COMMENT ON COLUMN results.neuron_logits.text IS 'What the token stands for; null where the tokenizer does not give the id.';
COMMENT ON COLUMN results.neuron_logits.logit_change IS 'Change of the token''s logit, from the mean change over the vocabulary, per unit of activation at a final norm that divides by 1.';
