-- Neuron influence, regimes and the plateau. Numbers are double precision; losses are in nats.
-- The view results.neurons, which joins communities to influences, is in deploy/results.

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
  experiment_id                 text             NOT NULL REFERENCES experiment (id),
  token_group                   text             NOT NULL CHECK (token_group IN ('rare', 'common')),
  model                         text             NOT NULL,
  influence                     text             NOT NULL,
  weighting                     text             NOT NULL,
  positions                     bigint           NOT NULL,
  contexts                      integer          NOT NULL,
  neurons                       integer          NOT NULL,
  dropped                       integer          NOT NULL,
  kappa                         double precision,
  kappa_low                     double precision,
  kappa_high                    double precision,
  beta                          double precision,
  r_squared                     double precision,
  r_squared_low                 double precision,
  r_squared_high                double precision,
  share_within_tenth            double precision,
  segments                      integer,
  bic_1                         double precision,
  bic_2                         double precision,
  bic_3                         double precision,
  breakpoint_1                  integer,
  breakpoint_1_low              double precision,
  breakpoint_1_high             double precision,
  breakpoint_2                  integer,
  breakpoint_2_low              double precision,
  breakpoint_2_high             double precision,
  segment_kappa                 double precision,
  segment_kappa_low             double precision,
  segment_kappa_high            double precision,
  plateau_rule                  text             NOT NULL CHECK (plateau_rule IN ('excess', 'flat', 'none')),
  plateau_size                  integer          NOT NULL,
  plateau_size_low              double precision,
  plateau_size_high             double precision,
  excess_size                   integer          NOT NULL,
  flat_size                     integer          NOT NULL,
  flat_share                    double precision,
  bootstraps                    integer          NOT NULL,
  reason                        text,
  asked_rule                    text,
  plateau_delta                 double precision,
  top_k                         integer,
  min_group                     integer,
  plateau_statement             text,
  ranks                         text,
  noise_floor                   integer,
  ranks_fitted                  integer,
  noise_statement               text,
  interval_kind                 text,
  distinct_contexts             integer,
  kappa_corrected               double precision,
  kappa_percentile_low          double precision,
  kappa_percentile_high         double precision,
  r_squared_percentile_low      double precision,
  r_squared_percentile_high     double precision,
  segment_kappa_percentile_low  double precision,
  segment_kappa_percentile_high double precision,
  PRIMARY KEY (experiment_id, token_group)
);
COMMENT ON COLUMN regime.asked_rule IS 'The specification''s plateauRule; this and the four after it are null in rows from before they were kept.';

CREATE TABLE neuron (
  experiment_id             text             NOT NULL,
  token_group               text             NOT NULL,
  neuron                    integer          NOT NULL,
  mean_delta                double precision,
  mean_abs_delta            double precision,
  standard_error            double precision,
  share_positive            double precision,
  influence                 double precision NOT NULL,
  rank                      integer,
  fit                       double precision,
  delta                     double precision,
  regime                    text             CHECK (regime IN ('plateau', 'power law', 'rapid decay', 'below noise')),
  influence_low             double precision,
  influence_high            double precision,
  influence_percentile_low  double precision,
  influence_percentile_high double precision,
  cross_fitted              double precision,
  PRIMARY KEY (experiment_id, token_group, neuron),
  FOREIGN KEY (experiment_id, token_group) REFERENCES regime (experiment_id, token_group)
);
COMMENT ON COLUMN neuron.influence_low IS 'The band of the neuron''s rank, as in results.figure_1.';
COMMENT ON COLUMN neuron.cross_fitted IS 'Of the neuron''s rank, as in results.figure_1.';

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
  method        text             NOT NULL,
  PRIMARY KEY (experiment_id, statistic)
);

CREATE TABLE verdict (
  experiment_id text             PRIMARY KEY REFERENCES experiment (id),
  outcome       text             NOT NULL CHECK (outcome IN ('supported', 'not supported', 'not testable')),
  statistic     text             NOT NULL,
  value         double precision,
  p_value       double precision,
  test          text             NOT NULL,
  summary       text             NOT NULL
);
COMMENT ON TABLE verdict IS 'The verdict on dual regimes as it is published; people read it in results.verdicts.';

CREATE TABLE tail_fit (
  experiment_id  text             NOT NULL,
  token_group    text             NOT NULL,
  min_tail       integer          NOT NULL,
  size           integer,
  cutoff         double precision,
  alpha          double precision,
  standard_error double precision,
  distance       double precision,
  draws          integer          NOT NULL,
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

-- What people query.

CREATE VIEW results.figure_1 AS
SELECT n.experiment_id, r.model, n.token_group, n.rank, n.neuron, n.influence, n.fit, n.delta, n.regime,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign,
       n.influence_low, n.influence_high, n.cross_fitted, n.rank <= r.noise_floor AS above_noise,
       n.rank <= r.ranks_fitted AS fitted, n.influence_percentile_low, n.influence_percentile_high
FROM neuron n JOIN regime r USING (experiment_id, token_group)
WHERE n.rank IS NOT NULL;
COMMENT ON VIEW results.figure_1 IS 'Figure 1: influence of the final MLP''s neurons against rank, one row per ranked neuron and token group.';
COMMENT ON COLUMN results.figure_1.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.figure_1.model IS 'Name of the model.';
COMMENT ON COLUMN results.figure_1.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.figure_1.rank IS 'Rank by influence, descending, from 1; ties by neuron index.';
COMMENT ON COLUMN results.figure_1.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.figure_1.influence IS 'Influence in nats, by the definition in results.regimes.influence.';
COMMENT ON COLUMN results.figure_1.fit IS 'Influence in nats of the line fit (Eq. 4) at this rank, extrapolated beyond results.regimes.ranks_fitted: exp(beta) * rank^-kappa; null without a fit, see results.regimes.reason.';
COMMENT ON COLUMN results.figure_1.delta IS 'ln(influence) - ln(fit), no unit; null as fit.';
COMMENT ON COLUMN results.figure_1.regime IS 'below noise: ranks beyond results.regimes.ranks_fitted. plateau: ranks 1 to results.regimes.plateau_size. rapid decay: ranks after the power-law piece of the segmented fit when the last piece is steeper. power law: all others. Null as fit.';
COMMENT ON COLUMN results.figure_1.sign IS 'excitatory: mean dL > 0, ablating the neuron raises the loss; inhibitory: mean dL < 0; null: mean dL = 0.';
COMMENT ON COLUMN results.figure_1.influence_low IS 'Lower end of the 95 % interval of the noise-free influence at this rank, nats, made as results.regimes.interval_kind says; contains influence; null without intervals, see results.regimes.reason.';
COMMENT ON COLUMN results.figure_1.influence_high IS 'Upper end of that interval, nats; null as influence_low.';
COMMENT ON COLUMN results.figure_1.cross_fitted IS 'Influence at this rank without the winner''s curse, nats: contexts split in halves by seed, neurons ranked by one half, their mean dL measured, times the sign found there, on the other; both ways, averaged. Negative where the halves disagree; where it leaves influence, influence is noise. Null as influence_low.';
COMMENT ON COLUMN results.figure_1.above_noise IS 'Whether the rank is at most results.regimes.noise_floor; null where that is.';
COMMENT ON COLUMN results.figure_1.fitted IS 'Whether the rank is one of those that line, segments and tail are fitted to; null in rows from before this was kept.';
COMMENT ON COLUMN results.figure_1.influence_percentile_low IS '2.5th percentile of the influence at this rank, whichever neuron holds it, over the first 500 bootstraps, nats. Ranking a resample adds noise to noise: the band lies above the truth, and above the ranking itself in the tail. Null without a bootstrap and at ranks that none reaches.';
COMMENT ON COLUMN results.figure_1.influence_percentile_high IS '97.5th percentile, nats; null as influence_percentile_low.';

CREATE VIEW results.regimes AS
SELECT experiment_id, model, token_group, neurons, dropped, kappa, kappa_low, kappa_high, beta, r_squared,
       r_squared_low, r_squared_high, share_within_tenth, segments, breakpoint_1, breakpoint_2, segment_kappa,
       plateau_rule, plateau_size, plateau_size_low, plateau_size_high, influence, weighting, positions, contexts,
       bic_1, bic_2, bic_3, breakpoint_1_low, breakpoint_1_high, breakpoint_2_low, breakpoint_2_high,
       segment_kappa_low, segment_kappa_high, excess_size, flat_size, flat_share, bootstraps, reason,
       plateau_statement, asked_rule, plateau_delta, top_k, min_group,
       ranks, noise_floor, ranks_fitted, noise_statement, interval_kind, kappa_corrected, distinct_contexts,
       kappa_percentile_low, kappa_percentile_high, r_squared_percentile_low, r_squared_percentile_high,
       segment_kappa_percentile_low, segment_kappa_percentile_high
FROM regime;
COMMENT ON VIEW results.regimes IS 'Fits of ln influence on ln rank and the plateau, one row per experiment and token group. Intervals are of the values that the ranking has without sampling error; each contains its estimate.';
COMMENT ON COLUMN results.regimes.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.regimes.model IS 'Name of the model.';
COMMENT ON COLUMN results.regimes.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.regimes.neurons IS 'Ranked neurons: those with an influence above zero.';
COMMENT ON COLUMN results.regimes.dropped IS 'Neurons with influence zero: dropped from the ranking.';
COMMENT ON COLUMN results.regimes.kappa IS 'Exponent of the weighted line fit (Eq. 4) to ranks 1 to ranks_fitted, no unit.';
COMMENT ON COLUMN results.regimes.kappa_low IS 'Lower end of the interval of kappa.';
COMMENT ON COLUMN results.regimes.kappa_high IS 'Upper end of the interval of kappa.';
COMMENT ON COLUMN results.regimes.beta IS 'ln influence of the line at rank 1, influence in nats.';
COMMENT ON COLUMN results.regimes.r_squared IS 'Share of the weighted variance of ln influence that the line explains; null where all influences are equal.';
COMMENT ON COLUMN results.regimes.r_squared_low IS 'Lower end of the interval of r_squared.';
COMMENT ON COLUMN results.regimes.r_squared_high IS 'Upper end of the interval of r_squared.';
COMMENT ON COLUMN results.regimes.share_within_tenth IS 'Share of the fitted ranks with |delta| < 0.1, delta being ln influence minus the line.';
COMMENT ON COLUMN results.regimes.segments IS 'Pieces of the continuous piecewise-linear fit that BIC prefers, 1 to 3.';
COMMENT ON COLUMN results.regimes.breakpoint_1 IS 'Last rank of the first piece; null with one piece.';
COMMENT ON COLUMN results.regimes.breakpoint_2 IS 'Last rank of the second piece; null with fewer than three pieces.';
COMMENT ON COLUMN results.regimes.segment_kappa IS 'Exponent of the power-law piece, no unit: the first piece when it holds more than the first tenth of all ranks or half of those fitted; else, of three the middle one, unless it is the steepest or the shortest in ln rank (a transition), and the last otherwise.';
COMMENT ON COLUMN results.regimes.plateau_rule IS 'excess: the head lies above the power law extrapolated; flat: it falls at most half as fast; none: neither.';
COMMENT ON COLUMN results.regimes.plateau_size IS 'Top ranks in the plateau by plateau_rule; 0 with none.';
COMMENT ON COLUMN results.regimes.plateau_size_low IS 'Lower end of the interval of the size by the rule that applies (with none: by excess, else flat): the range of what rankings simulated with the noise-corrected curve as the truth come to, and of the estimate less what they miss, widened by a step of the breakpoints'' grid.';
COMMENT ON COLUMN results.regimes.plateau_size_high IS 'Upper end of that interval.';
COMMENT ON COLUMN results.regimes.influence IS 'abs-of-mean: |mean dL|; mean-of-abs: mean |dL|.';
COMMENT ON COLUMN results.regimes.weighting IS 'Weights of the fits: inverse-rank or unweighted.';
COMMENT ON COLUMN results.regimes.positions IS 'Target positions in the group.';
COMMENT ON COLUMN results.regimes.contexts IS 'Contexts that hold a target position of the group.';
COMMENT ON COLUMN results.regimes.bic_1 IS 'BIC of one piece, with Kish''s effective sample size.';
COMMENT ON COLUMN results.regimes.bic_2 IS 'BIC of two pieces; null with too few ranks.';
COMMENT ON COLUMN results.regimes.bic_3 IS 'BIC of three pieces; null with too few ranks.';
COMMENT ON COLUMN results.regimes.breakpoint_1_low IS 'Lower end of the interval of breakpoint_1, made as that of plateau_size over simulated rankings with as many pieces; null without that breakpoint or such a ranking.';
COMMENT ON COLUMN results.regimes.breakpoint_1_high IS 'Upper end of that interval; null as the lower.';
COMMENT ON COLUMN results.regimes.breakpoint_2_low IS 'Lower end of the interval of breakpoint_2, made as that of breakpoint_1; null without that breakpoint or such a ranking.';
COMMENT ON COLUMN results.regimes.breakpoint_2_high IS 'Upper end of that interval; null as the lower.';
COMMENT ON COLUMN results.regimes.segment_kappa_low IS 'Lower end of the interval of segment_kappa.';
COMMENT ON COLUMN results.regimes.segment_kappa_high IS 'Upper end of the interval of segment_kappa.';
COMMENT ON COLUMN results.regimes.excess_size IS 'Largest k up to the end of the power-law piece whose mean delta against that piece over ranks 1 to k is at least plateauDelta, with fewer than 2.5 % of bootstraps at or below 0, a lower bound above 0 once corrected for noise, and k at most noise_floor; 0: none.';
COMMENT ON COLUMN results.regimes.flat_size IS 'Ranks before the power-law piece that fall at most half as fast as it, if there are such in at least 95 % of bootstraps and they are at most noise_floor; 0: none.';
COMMENT ON COLUMN results.regimes.flat_share IS 'Share of bootstraps with a flat head; null without a bootstrap.';
COMMENT ON COLUMN results.regimes.bootstraps IS 'Bootstrap replicates in which a curve could be fitted.';
COMMENT ON COLUMN results.regimes.reason IS 'Why values are missing; null where none is.';
COMMENT ON COLUMN results.regimes.plateau_statement IS 'What makes the head a plateau, or "empty" and why.';
COMMENT ON COLUMN results.regimes.asked_rule IS 'The specification''s regimes.plateauRule: which rules may make a plateau.';
COMMENT ON COLUMN results.regimes.plateau_delta IS 'The specification''s regimes.plateauDelta: mean excess over the power law that makes a plateau, ln influence.';
COMMENT ON COLUMN results.regimes.top_k IS 'The specification''s regimes.topK: ranks used as substitutes where the plateau is empty, and over which results.regime_tests takes the mean excess.';
COMMENT ON COLUMN results.regimes.min_group IS 'The specification''s regimes.minGroup: neurons of one sign below which a group is filled.';
COMMENT ON COLUMN results.regimes.ranks IS 'The specification''s regimes.ranks: above-noise or all; null in rows from before it was kept, as the columns after it.';
COMMENT ON COLUMN results.regimes.noise_floor IS 'Neurons whose mean dL differs from 0 at a false discovery rate of 5 % (Benjamini-Hochberg on t clustered by context): ranks beyond are not told from noise. Null where contexts are too few or have no spread.';
COMMENT ON COLUMN results.regimes.ranks_fitted IS 'Ranks that line, segments and tail are fitted to, from 1: noise_floor, or all where that is below 30, unknown or not asked for.';
COMMENT ON COLUMN results.regimes.noise_statement IS 'What noise_floor and ranks_fitted come to, in a sentence.';
COMMENT ON COLUMN results.regimes.interval_kind IS 'How the intervals of kappa, r_squared, segment_kappa and of the influences in results.figure_1 are made: each is centred on the value corrected for noise; its width is that of Student''s t on a jackknife that deletes tenths of the contexts, with the correction counted as an error as large as itself. Null without intervals.';
COMMENT ON COLUMN results.regimes.kappa_corrected IS 'kappa less the bias that sampling error gives it, no unit: the centre of its interval; null without intervals.';
COMMENT ON COLUMN results.regimes.distinct_contexts IS 'Those of contexts whose losses differ; a text that recurs counts once in every interval and test.';
COMMENT ON COLUMN results.regimes.kappa_percentile_low IS '2.5th percentile of kappa over bootstraps of the contexts that rank anew: adds noise to noise, so that it may exclude kappa itself. Shown beside; null without a bootstrap.';
COMMENT ON COLUMN results.regimes.kappa_percentile_high IS '97.5th percentile; null as the lower.';
COMMENT ON COLUMN results.regimes.r_squared_percentile_low IS '2.5th percentile of r_squared over those bootstraps; null likewise.';
COMMENT ON COLUMN results.regimes.r_squared_percentile_high IS '97.5th percentile; null likewise.';
COMMENT ON COLUMN results.regimes.segment_kappa_percentile_low IS '2.5th percentile of segment_kappa over those bootstraps; null likewise.';
COMMENT ON COLUMN results.regimes.segment_kappa_percentile_high IS '97.5th percentile; null likewise.';

CREATE VIEW results.regime_tests AS
SELECT experiment_id, model, statistic, rare, common, difference, alternative, p_value, p_corrected, permutations, method
FROM comparison;
COMMENT ON VIEW results.regime_tests IS 'Rare against common tokens, fitted over the same ranks: as many as the group with fewer fitted ranks has. No row where contexts are too few or have no spread.';
COMMENT ON COLUMN results.regime_tests.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.regime_tests.model IS 'Name of the model.';
COMMENT ON COLUMN results.regime_tests.statistic IS 'What is compared, with its unit.';
COMMENT ON COLUMN results.regime_tests.rare IS 'The statistic for rare tokens over the compared ranks, not corrected for noise.';
COMMENT ON COLUMN results.regime_tests.common IS 'The statistic for common tokens, likewise.';
COMMENT ON COLUMN results.regime_tests.difference IS 'rare - common.';
COMMENT ON COLUMN results.regime_tests.alternative IS 'two-sided: rare and common differ.';
COMMENT ON COLUMN results.regime_tests.p_value IS 'Randomisation: (1 + randomisations at least as extreme) / (1 + randomisations). Jackknife: two-sided, of Student''s t.';
COMMENT ON COLUMN results.regime_tests.p_corrected IS 'p_value after Bonferroni over the experiment''s comparisons.';
COMMENT ON COLUMN results.regime_tests.permutations IS 'Randomisations; 0 where the method is another.';
COMMENT ON COLUMN results.regime_tests.method IS 'randomisation within contexts, which swaps the groups; where their numbers of positions differ by more than 10 % or their median standard errors by more than 25 % swaps reject too often, and the difference corrected for noise is tested by a jackknife over contexts.';

CREATE VIEW results.plateaus AS
SELECT g.experiment_id, p.model, g.sign, p.rule, p.size, g.neurons, g.filled,
       CASE WHEN cardinality(g.neurons) = 0 THEN 'no ' || g.sign || ' neuron has an influence on rare tokens' END
         AS reason
FROM plateau_group g JOIN plateau p USING (experiment_id);
COMMENT ON VIEW results.plateaus IS 'The neurons of rare tokens that the later stages work on, one row per experiment and sign.';
COMMENT ON COLUMN results.plateaus.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.plateaus.model IS 'Name of the model.';
COMMENT ON COLUMN results.plateaus.sign IS 'excitatory: mean dL > 0; inhibitory: mean dL < 0.';
COMMENT ON COLUMN results.plateaus.rule IS 'excess or flat: the rule of the plateau; top-k: no plateau was found or asked for, the top ranks are used as substitutes.';
COMMENT ON COLUMN results.plateaus.size IS 'Neurons of both signs in the plateau; 0 with top-k.';
COMMENT ON COLUMN results.plateaus.neurons IS 'Neuron indices in order of rank, the filled ones last.';
COMMENT ON COLUMN results.plateaus.filled IS 'How many at the end of neurons are the next-ranked of the sign, added up to minGroup.';
COMMENT ON COLUMN results.plateaus.reason IS 'Why there are no neurons; null where there are.';

CREATE VIEW results.paper_regimes AS
SELECT * FROM (VALUES
  ('rare', NULL::double precision, NULL::double precision, NULL::double precision, NULL::double precision, 15, 20),
  ('common', 1.84, 0.12, 0.94, 0.95, NULL, NULL)
) AS paper (token_group, kappa, kappa_sd, r_squared, share_within_tenth, plateau_low, plateau_high);
COMMENT ON VIEW results.paper_regimes IS 'The paper''s own values (Results, rare and common tokens), for reference.';
COMMENT ON COLUMN results.paper_regimes.token_group IS 'rare or common.';
COMMENT ON COLUMN results.paper_regimes.kappa IS 'Exponent of the line fit (Eq. 4), no unit; null: not given.';
COMMENT ON COLUMN results.paper_regimes.kappa_sd IS 'The paper''s +/- of kappa; null: not given.';
COMMENT ON COLUMN results.paper_regimes.r_squared IS 'R squared of the line fit; null: not given.';
COMMENT ON COLUMN results.paper_regimes.share_within_tenth IS 'Share of neurons with |delta| < 0.1; null: not given.';
COMMENT ON COLUMN results.paper_regimes.plateau_low IS 'Smallest plateau size, neurons; null: no plateau.';
COMMENT ON COLUMN results.paper_regimes.plateau_high IS 'Largest plateau size, neurons; null: no plateau.';

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
COMMENT ON COLUMN results.tail_fits.segment_z IS '(alpha - segment_alpha) / sqrt(standard_error^2 + (s / segment_kappa^2)^2), s being the width of the interval of segment_kappa / 3.92.';
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

CREATE VIEW results.neuron_influences AS
SELECT n.experiment_id, r.model, n.token_group, n.neuron, n.mean_delta, n.mean_abs_delta, n.standard_error,
       n.share_positive, n.influence, n.rank, abs(n.mean_delta) AS abs_mean_delta,
       n.mean_delta / nullif(n.standard_error, 0) AS z,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign,
       n.fit, n.delta, n.regime,
       CASE WHEN g.place IS NULL THEN NULL WHEN g.place > g.own THEN 'filled'
            WHEN g.rule = 'top-k' THEN 'substitute' ELSE 'plateau' END AS role,
       n.influence_low, n.influence_high
FROM neuron n JOIN regime r USING (experiment_id, token_group)
LEFT JOIN (
  SELECT p.experiment_id, p.rule, u.neuron, u.place, cardinality(s.neurons) - s.filled AS own
  FROM plateau p JOIN plateau_group s USING (experiment_id), unnest(s.neurons) WITH ORDINALITY AS u (neuron, place)
) g USING (experiment_id, neuron);
COMMENT ON VIEW results.neuron_influences IS 'Influence of every neuron of the final MLP, once per token group. dL: loss with the neuron mean-ablated minus baseline loss, at a target position.';
COMMENT ON COLUMN results.neuron_influences.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.neuron_influences.model IS 'Name of the model.';
COMMENT ON COLUMN results.neuron_influences.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.neuron_influences.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.neuron_influences.mean_delta IS 'Mean of dL over the group''s positions, nats; null where the group has no position.';
COMMENT ON COLUMN results.neuron_influences.mean_abs_delta IS 'Mean of |dL| over the group''s positions, nats; null likewise.';
COMMENT ON COLUMN results.neuron_influences.standard_error IS 'Standard error of mean_delta clustered by context, nats; null with fewer than two contexts.';
COMMENT ON COLUMN results.neuron_influences.share_positive IS 'Share of the group''s positions with dL > 0; null where the group has no position.';
COMMENT ON COLUMN results.neuron_influences.influence IS 'Influence in nats, by the definition in results.regimes.influence.';
COMMENT ON COLUMN results.neuron_influences.rank IS 'Rank by influence, descending, from 1; null where the influence is zero.';
COMMENT ON COLUMN results.neuron_influences.abs_mean_delta IS '|mean_delta|: influence by the definition abs-of-mean, nats; mean_abs_delta is that of mean-of-abs. Both are kept whichever is ranked.';
COMMENT ON COLUMN results.neuron_influences.z IS 'mean_delta / standard_error, no unit; null where either is missing or the standard error is 0.';
COMMENT ON COLUMN results.neuron_influences.sign IS 'excitatory: mean dL > 0, ablating the neuron raises the loss; inhibitory: mean dL < 0; null: mean dL = 0.';
COMMENT ON COLUMN results.neuron_influences.fit IS 'Influence in nats of the line fit (Eq. 4) at the neuron''s rank; null without a rank or a fit.';
COMMENT ON COLUMN results.neuron_influences.delta IS 'ln(influence) - ln(fit), no unit; null likewise.';
COMMENT ON COLUMN results.neuron_influences.regime IS 'plateau, power law, rapid decay or below noise, as in results.figure_1; null likewise.';
COMMENT ON COLUMN results.neuron_influences.role IS 'What the neuron is to the later stages, which work on rare tokens (the same in both rows of a neuron): plateau; substitute, one of the top ranks, used because no plateau was found; filled, next-ranked of its sign added up to minGroup; null, none of these.';
COMMENT ON COLUMN results.neuron_influences.influence_low IS 'Lower end of the 95 % interval of the noise-free influence at the rank, nats, as in results.figure_1; null without a rank or intervals.';
COMMENT ON COLUMN results.neuron_influences.influence_high IS 'Upper end of that interval, nats; null likewise.';
