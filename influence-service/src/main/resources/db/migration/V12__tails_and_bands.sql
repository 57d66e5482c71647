-- Maximum-likelihood tail fits, the bootstrap band of Figure 1, what was asked beside what was found.

ALTER TABLE neuron ADD COLUMN influence_low double precision, ADD COLUMN influence_high double precision;
COMMENT ON COLUMN neuron.influence_low IS 'The band of the neuron''s rank, as in results.figure_1.';

ALTER TABLE regime
  ADD COLUMN asked_rule        text,
  ADD COLUMN plateau_delta     double precision,
  ADD COLUMN top_k             integer,
  ADD COLUMN min_group         integer,
  ADD COLUMN plateau_statement text;
COMMENT ON COLUMN regime.asked_rule IS 'The specification''s plateauRule; this and the four after it are null in rows from before they were kept.';

CREATE TABLE tail_fit (
  experiment_id  text    NOT NULL,
  token_group    text    NOT NULL,
  min_tail       integer NOT NULL,
  size           integer,
  cutoff         double precision,
  alpha          double precision,
  standard_error double precision,
  distance       double precision,
  draws          integer NOT NULL,
  goodness_p     double precision,
  plausible      boolean,
  line_alpha     double precision,
  line_z         double precision,
  line_agrees    boolean,
  segment_alpha  double precision,
  segment_z      double precision,
  segment_agrees boolean,
  reason         text,
  PRIMARY KEY (experiment_id, token_group),
  FOREIGN KEY (experiment_id, token_group) REFERENCES regime (experiment_id, token_group)
);

CREATE TABLE tail_ratio (
  experiment_id text             NOT NULL,
  token_group   text             NOT NULL,
  alternative   text             NOT NULL,
  parameter_1   double precision NOT NULL,
  parameter_2   double precision,
  log_ratio     double precision NOT NULL,
  normalised    double precision,
  p_value       double precision NOT NULL,
  favours       text             NOT NULL,
  reason        text,
  PRIMARY KEY (experiment_id, token_group, alternative),
  FOREIGN KEY (experiment_id, token_group) REFERENCES tail_fit (experiment_id, token_group)
);

CREATE VIEW results.tail_fits AS
SELECT t.experiment_id, r.model, t.token_group, t.size, t.cutoff, t.alpha, t.standard_error, t.distance, t.goodness_p,
       t.plausible, t.segment_alpha, t.segment_z, t.segment_agrees, t.line_alpha, t.line_z, t.line_agrees, t.min_tail,
       t.draws, t.reason
FROM tail_fit t JOIN regime r USING (experiment_id, token_group);
COMMENT ON VIEW results.tail_fits IS 'Continuous power law of the influences above a cut-off, by maximum likelihood (Clauset, Shalizi and Newman 2009): density of the influence x proportional to x^-alpha; one row per experiment and token group.';
COMMENT ON COLUMN results.tail_fits.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.tail_fits.model IS 'Name of the model.';
COMMENT ON COLUMN results.tail_fits.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.tail_fits.size IS 'Influences at or above the cut-off: the top ranks 1 to size.';
COMMENT ON COLUMN results.tail_fits.cutoff IS 'x_min, nats: the influence above which the law lies closest to the data by distance.';
COMMENT ON COLUMN results.tail_fits.alpha IS '1 + size / sum of ln(x / x_min), no unit.';
COMMENT ON COLUMN results.tail_fits.standard_error IS '(alpha - 1) / sqrt(size): as if influences were drawn independently; contexts are not in it.';
COMMENT ON COLUMN results.tail_fits.distance IS 'Kolmogorov-Smirnov distance between law and data above the cut-off.';
COMMENT ON COLUMN results.tail_fits.goodness_p IS '(1 + draws of the fitted law that lie as far from their own fit) / (1 + draws); null when not asked for.';
COMMENT ON COLUMN results.tail_fits.plausible IS 'goodness_p > 0.1, the level at which the authors rule a power law out; null without goodness_p.';
COMMENT ON COLUMN results.tail_fits.segment_alpha IS '1 + 1 / segment_kappa: the exponent that the power-law piece of the ranking calls for.';
COMMENT ON COLUMN results.tail_fits.segment_z IS '(alpha - segment_alpha) / sqrt(standard_error^2 + (s / segment_kappa^2)^2), s being the width of the bootstrap interval of segment_kappa / 3.92.';
COMMENT ON COLUMN results.tail_fits.segment_agrees IS '|segment_z| <= 1.96: the tail and the power-law piece have the same exponent within both uncertainties.';
COMMENT ON COLUMN results.tail_fits.line_alpha IS '1 + 1 / kappa: the exponent that the line over all ranks calls for.';
COMMENT ON COLUMN results.tail_fits.line_z IS 'As segment_z, of the line and kappa.';
COMMENT ON COLUMN results.tail_fits.line_agrees IS '|line_z| <= 1.96.';
COMMENT ON COLUMN results.tail_fits.min_tail IS 'Fewest influences that the cut-off had to leave (specification: regimes.minTail).';
COMMENT ON COLUMN results.tail_fits.draws IS 'Draws behind goodness_p (specification: regimes.tailDraws).';
COMMENT ON COLUMN results.tail_fits.reason IS 'Why values are missing; null where none is.';

CREATE VIEW results.tail_tests AS
SELECT t.experiment_id, r.model, t.token_group, t.alternative, t.log_ratio, t.normalised, t.p_value, t.favours,
       t.parameter_1, t.parameter_2, t.reason
FROM tail_ratio t JOIN regime r USING (experiment_id, token_group);
COMMENT ON VIEW results.tail_tests IS 'The power law of results.tail_fits against other families on the same influences: likelihood-ratio tests (Vuong 1989; Clauset, Shalizi and Newman 2009, appendix C).';
COMMENT ON COLUMN results.tail_tests.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.tail_tests.model IS 'Name of the model.';
COMMENT ON COLUMN results.tail_tests.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.tail_tests.alternative IS 'lognormal, exponential, stretched exponential or truncated power law, each truncated at the cut-off.';
COMMENT ON COLUMN results.tail_tests.log_ratio IS 'ln likelihood of the power law minus that of the alternative, nats, over all influences above the cut-off; positive favours the power law.';
COMMENT ON COLUMN results.tail_tests.normalised IS 'log_ratio / (sqrt(size) * standard deviation of its terms); null where both densities are the same.';
COMMENT ON COLUMN results.tail_tests.p_value IS 'Two-sided p of normalised under a normal law; of 2 |log_ratio| under chi-squared with one degree of freedom for the truncated power law, which contains the power law.';
COMMENT ON COLUMN results.tail_tests.favours IS 'power law or the alternative where p_value < 0.1, neither otherwise.';
COMMENT ON COLUMN results.tail_tests.parameter_1 IS 'With y = ln(x / x_min): lognormal b of exp(-b y - c y^2 / 2), where sigma^2 = 1 / c and mu = ln x_min - b / c; exponential: rate times x_min; stretched exponential: its exponent; truncated power law: its exponent.';
COMMENT ON COLUMN results.tail_tests.parameter_2 IS 'lognormal: c; exponential: null; stretched exponential: c of exp(-c ((x / x_min)^exponent - 1)); truncated power law: rate of the exponential times x_min.';
COMMENT ON COLUMN results.tail_tests.reason IS 'Why the ratio is 0; null otherwise.';

CREATE OR REPLACE VIEW results.figure_1 AS
SELECT n.experiment_id, r.model, n.token_group, n.rank, n.neuron, n.influence, n.fit, n.delta, n.regime,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign,
       n.influence_low, n.influence_high
FROM neuron n JOIN regime r USING (experiment_id, token_group)
WHERE n.rank IS NOT NULL;
COMMENT ON COLUMN results.figure_1.influence_low IS 'Lower end of the 95 % band, nats: 2.5th percentile of the influence at this rank, whichever neuron holds it, over the first 500 bootstraps; null where results.regimes.bootstraps is 0.';
COMMENT ON COLUMN results.figure_1.influence_high IS 'Upper end of the band, nats: 97.5th percentile.';

CREATE OR REPLACE VIEW results.neurons AS
SELECT n.experiment_id, r.model, n.token_group, n.neuron, n.mean_delta, n.mean_abs_delta, n.standard_error,
       n.share_positive, n.influence, n.rank, abs(n.mean_delta) AS abs_mean_delta,
       n.mean_delta / nullif(n.standard_error, 0) AS z,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign,
       n.fit, n.delta, n.regime,
       CASE WHEN g.place IS NULL THEN NULL WHEN g.place > g.own THEN 'filled'
            WHEN g.rule = 'top-k' THEN 'substitute' ELSE 'plateau' END AS role
FROM neuron n JOIN regime r USING (experiment_id, token_group)
LEFT JOIN (
  SELECT p.experiment_id, p.rule, u.neuron, u.place, cardinality(s.neurons) - s.filled AS own
  FROM plateau p JOIN plateau_group s USING (experiment_id), unnest(s.neurons) WITH ORDINALITY AS u (neuron, place)
) g USING (experiment_id, neuron);
COMMENT ON COLUMN results.neurons.abs_mean_delta IS '|mean_delta|: influence by the definition abs-of-mean, nats; mean_abs_delta is that of mean-of-abs. Both are kept whichever is ranked.';
COMMENT ON COLUMN results.neurons.z IS 'mean_delta / standard_error, no unit; null where either is missing or the standard error is 0.';
COMMENT ON COLUMN results.neurons.sign IS 'excitatory: mean dL > 0, ablating the neuron raises the loss; inhibitory: mean dL < 0; null: mean dL = 0.';
COMMENT ON COLUMN results.neurons.fit IS 'Influence in nats of the line fit (Eq. 4) at the neuron''s rank; null without a rank or a fit.';
COMMENT ON COLUMN results.neurons.delta IS 'ln(influence) - ln(fit), no unit; null likewise.';
COMMENT ON COLUMN results.neurons.regime IS 'plateau, power law or rapid decay, as in results.figure_1; null likewise.';
COMMENT ON COLUMN results.neurons.role IS 'What the neuron is to the later stages, which work on rare tokens (the same in both rows of a neuron): plateau; substitute, one of the top ranks, used because no plateau was found; filled, next-ranked of its sign added up to minGroup; null, none of these.';

CREATE OR REPLACE VIEW results.regimes AS
SELECT experiment_id, model, token_group, neurons, dropped, kappa, kappa_low, kappa_high, beta, r_squared,
       r_squared_low, r_squared_high, share_within_tenth, segments, breakpoint_1, breakpoint_2, segment_kappa,
       plateau_rule, plateau_size, plateau_size_low, plateau_size_high, influence, weighting, positions, contexts,
       bic_1, bic_2, bic_3, breakpoint_1_low, breakpoint_1_high, breakpoint_2_low, breakpoint_2_high,
       segment_kappa_low, segment_kappa_high, excess_size, flat_size, flat_share, bootstraps, reason,
       plateau_statement, asked_rule, plateau_delta, top_k, min_group
FROM regime;
COMMENT ON COLUMN results.regimes.plateau_statement IS 'What makes the head a plateau, or "empty" and why.';
COMMENT ON COLUMN results.regimes.asked_rule IS 'The specification''s regimes.plateauRule: which rules may make a plateau.';
COMMENT ON COLUMN results.regimes.plateau_delta IS 'The specification''s regimes.plateauDelta: mean excess over the power law that makes a plateau, ln influence.';
COMMENT ON COLUMN results.regimes.top_k IS 'The specification''s regimes.topK: ranks used as substitutes where the plateau is empty, and over which results.regime_tests takes the mean excess.';
COMMENT ON COLUMN results.regimes.min_group IS 'The specification''s regimes.minGroup: neurons of one sign below which a group is filled.';

GRANT SELECT ON results.tail_fits, results.tail_tests TO analyst;
