-- Neuron influence, regimes and the plateau. Numbers are double precision; losses are in nats.

CREATE TABLE loss_block (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  block         integer   NOT NULL,
  neurons       integer   NOT NULL,
  contexts      integer[] NOT NULL,
  counts        integer[] NOT NULL,
  delta         bytea     NOT NULL,
  absolute      bytea     NOT NULL,
  positive      bytea     NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE loss_block IS 'Loss changes of one block summed per context and token group; bytea columns are float64, little-endian, row-major.';
COMMENT ON COLUMN loss_block.contexts IS 'K context indices, ascending.';
COMMENT ON COLUMN loss_block.counts IS 'K × 2: positions of the context in the groups rare, common.';
COMMENT ON COLUMN loss_block.delta IS 'K × 2 × N: sum of dL, nats.';
COMMENT ON COLUMN loss_block.absolute IS 'K × 2 × N: sum of |dL|, nats.';
COMMENT ON COLUMN loss_block.positive IS 'K × 2 × N: number of positions with dL > 0.';

CREATE TABLE regime (
  experiment_id      text    NOT NULL REFERENCES experiment (id),
  token_group        text    NOT NULL CHECK (token_group IN ('rare', 'common')),
  model              text    NOT NULL,
  influence          text    NOT NULL,
  weighting          text    NOT NULL,
  positions          bigint  NOT NULL,
  contexts           integer NOT NULL,
  neurons            integer NOT NULL,
  dropped            integer NOT NULL,
  kappa              double precision,
  kappa_low          double precision,
  kappa_high         double precision,
  beta               double precision,
  r_squared          double precision,
  r_squared_low      double precision,
  r_squared_high     double precision,
  share_within_tenth double precision,
  segments           integer,
  bic_1              double precision,
  bic_2              double precision,
  bic_3              double precision,
  breakpoint_1       integer,
  breakpoint_1_low   double precision,
  breakpoint_1_high  double precision,
  breakpoint_2       integer,
  breakpoint_2_low   double precision,
  breakpoint_2_high  double precision,
  segment_kappa      double precision,
  segment_kappa_low  double precision,
  segment_kappa_high double precision,
  plateau_rule       text    NOT NULL CHECK (plateau_rule IN ('excess', 'flat', 'none')),
  plateau_size       integer NOT NULL,
  plateau_size_low   double precision,
  plateau_size_high  double precision,
  excess_size        integer NOT NULL,
  flat_size          integer NOT NULL,
  flat_share         double precision,
  bootstraps         integer NOT NULL,
  reason             text,
  PRIMARY KEY (experiment_id, token_group)
);

CREATE TABLE neuron (
  experiment_id  text             NOT NULL,
  token_group    text             NOT NULL,
  neuron         integer          NOT NULL,
  mean_delta     double precision,
  mean_abs_delta double precision,
  standard_error double precision,
  share_positive double precision,
  influence      double precision NOT NULL,
  rank           integer,
  fit            double precision,
  delta          double precision,
  regime         text CHECK (regime IN ('plateau', 'power law', 'rapid decay')),
  PRIMARY KEY (experiment_id, token_group, neuron),
  FOREIGN KEY (experiment_id, token_group) REFERENCES regime (experiment_id, token_group)
);

CREATE TABLE plateau (
  experiment_id text    PRIMARY KEY REFERENCES experiment (id),
  model         text    NOT NULL,
  rule          text    NOT NULL CHECK (rule IN ('excess', 'flat', 'top-k')),
  size          integer NOT NULL
);

CREATE TABLE plateau_group (
  experiment_id text      NOT NULL REFERENCES plateau (experiment_id),
  sign          text      NOT NULL CHECK (sign IN ('excitatory', 'inhibitory')),
  neurons       integer[] NOT NULL,
  filled        integer   NOT NULL,
  PRIMARY KEY (experiment_id, sign)
);

CREATE TABLE comparison (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  statistic     text             NOT NULL,
  model         text             NOT NULL,
  rare          double precision NOT NULL,
  common        double precision NOT NULL,
  difference    double precision NOT NULL,
  alternative   text             NOT NULL,
  p_value       double precision NOT NULL,
  p_corrected   double precision NOT NULL,
  permutations  integer          NOT NULL,
  PRIMARY KEY (experiment_id, statistic)
);

CREATE TABLE verdict (
  experiment_id text PRIMARY KEY REFERENCES experiment (id),
  outcome       text NOT NULL CHECK (outcome IN ('supported', 'not supported', 'not testable')),
  statistic     text NOT NULL,
  value         double precision,
  p_value       double precision,
  test          text NOT NULL,
  summary       text NOT NULL
);
COMMENT ON TABLE verdict IS 'The verdict on dual regimes as it is published; people read it in results.verdicts.';
