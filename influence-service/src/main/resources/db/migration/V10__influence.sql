-- Neuron influence, regimes and the plateau. Numbers are double precision; losses are in nats.
-- The view results.neurons, which joins communities to influences, is in deploy/results.

CREATE TABLE loss_block (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  refined       boolean   NOT NULL,
  block         integer   NOT NULL,
  neurons       integer   NOT NULL,
  chosen        integer[],
  contexts      integer[] NOT NULL,
  counts        integer[] NOT NULL,
  delta         bytea     NOT NULL,
  absolute      bytea     NOT NULL,
  positive      bytea     NOT NULL,
  baseline      bytea     NOT NULL,
  frequency     bytea,
  error_strata  integer,
  error_draws   integer,
  error_sum     bytea,
  error_squares bytea,
  PRIMARY KEY (experiment_id, refined, block)
);
COMMENT ON TABLE loss_block IS 'Loss changes of one block summed per context and token group; bytea columns are float64, little-endian, row-major.';
COMMENT ON COLUMN loss_block.refined IS 'Whether it is of neurons that were computed again, in closed form.';
COMMENT ON COLUMN loss_block.chosen IS 'Which neurons these are, ascending; null: all.';
COMMENT ON COLUMN loss_block.error_strata IS 'Strata of the block; null, like all of error_..., where its loss changes are exact.';
COMMENT ON COLUMN loss_block.error_draws IS 'Pairs of each neuron that were compared with the closed form in a stratum.';
COMMENT ON COLUMN loss_block.error_sum IS '2 × N, rare first: sum over strata and draws of the estimates of a neuron''s error summed over a stratum, nats.';
COMMENT ON COLUMN loss_block.error_squares IS '2 × N: sum of their squares, nats².';
COMMENT ON COLUMN loss_block.contexts IS 'K context indices, ascending.';
COMMENT ON COLUMN loss_block.counts IS 'K × 2: positions of the context in the groups rare, common.';
COMMENT ON COLUMN loss_block.delta IS 'K × 2 × N: sum of dL, nats.';
COMMENT ON COLUMN loss_block.absolute IS 'K × 2 × N: sum of |dL|, nats.';
COMMENT ON COLUMN loss_block.positive IS 'K × 2 × N: number of positions with dL > 0.';
COMMENT ON COLUMN loss_block.baseline IS 'K × 2: sum of the loss without ablation, nats.';
COMMENT ON COLUMN loss_block.frequency IS 'K × 6: sum of KL(prediction ‖ token frequencies) over rare, over common positions, nats; of squared losses, of the targets'' log frequencies, of their squares, of their products with the loss over both; null where unknown.';

CREATE TABLE neuron_precision (
  experiment_id text             NOT NULL REFERENCES experiment (id),
  token_group   text             NOT NULL,
  neuron        integer          NOT NULL,
  error         double precision NOT NULL,
  uncertainty   double precision,
  allowed       double precision NOT NULL,
  refined       boolean          NOT NULL,
  PRIMARY KEY (experiment_id, token_group, neuron)
);
COMMENT ON TABLE neuron_precision IS 'Numerical errors of mean loss changes, as a sample of pairs told them before the regimes were computed; no rows where all are exact.';

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
  experiment_id text             NOT NULL REFERENCES experiment (id),
  stage         text             NOT NULL,
  outcome       text             NOT NULL CHECK (outcome IN ('supported', 'not supported', 'not testable')),
  statistic     text             NOT NULL,
  value         double precision,
  p_value       double precision,
  test          text             NOT NULL,
  summary       text             NOT NULL,
  PRIMARY KEY (experiment_id, stage)
);
COMMENT ON TABLE verdict IS 'The verdicts on dual regimes and causal need as they are published; people read them in results.verdicts.';

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
COMMENT ON COLUMN results.regimes.ranks_fitted IS 'Ranks that line, segments and tail are fitted to, from 1: noise_floor, or all where that is below 30, unknown or not requested.';
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
COMMENT ON COLUMN results.tail_fits.goodness_p IS '(1 + draws of the fitted law that lie as far from their own fit) / (1 + draws); null where not requested.';
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

CREATE VIEW results.ablation_accuracy AS
SELECT p.experiment_id, r.model, p.token_group, p.neuron, p.error, p.uncertainty, p.allowed,
       (abs(p.error) + 3 * p.uncertainty) / nullif(p.allowed, 0) AS share_of_allowed, p.refined
FROM neuron_precision p JOIN regime r USING (experiment_id, token_group);
COMMENT ON VIEW results.ablation_accuracy IS 'Numerical error of every neuron''s mean loss change as computed by the series (deploy/science, Precision), beside the error that the specification allows; none where all loss changes are exact.';
COMMENT ON COLUMN results.ablation_accuracy.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.ablation_accuracy.model IS 'Name of the model.';
COMMENT ON COLUMN results.ablation_accuracy.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.ablation_accuracy.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.ablation_accuracy.error IS 'Estimated error of the mean loss change, series minus closed form, nats.';
COMMENT ON COLUMN results.ablation_accuracy.uncertainty IS 'Standard error of that estimate, nats; null where one pair was drawn.';
COMMENT ON COLUMN results.ablation_accuracy.allowed IS 'The larger of ablation.standardErrors clustered standard errors and ablation.tolerance of the mean loss change, nats.';
COMMENT ON COLUMN results.ablation_accuracy.share_of_allowed IS '(|error| + 3 uncertainty) / allowed, no unit: above 1 the neuron was computed again. Null where nothing is allowed or the uncertainty is unknown.';
COMMENT ON COLUMN results.ablation_accuracy.refined IS 'Whether the neuron was computed again, in closed form: what results show of it then has no such error.';

-- What influence is made of, and what sets of neurons do together.

CREATE TABLE effect_block (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  block         integer   NOT NULL,
  neurons       integer   NOT NULL,
  contexts      integer[] NOT NULL,
  counts        integer[] NOT NULL,
  sums          bytea     NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE effect_block IS 'Effects of one block summed per context and token group.';
COMMENT ON COLUMN effect_block.counts IS 'K × 2: positions of the context in the groups rare, common.';
COMMENT ON COLUMN effect_block.sums IS 'float32[K, 2, 5, N]: total, direct, total with the unigram direction frozen, entropy change, KL change, nats.';

CREATE TABLE neuron_property (
  experiment_id       text             NOT NULL REFERENCES experiment (id),
  neuron              integer          NOT NULL,
  output_norm         double precision NOT NULL,
  null_space_share    double precision NOT NULL,
  logit_variance      double precision NOT NULL,
  unigram_alignment   double precision NOT NULL,
  mean_abs_activation double precision NOT NULL,
  PRIMARY KEY (experiment_id, neuron)
);

CREATE TABLE neuron_effect (
  experiment_id         text             NOT NULL REFERENCES experiment (id),
  token_group           text             NOT NULL CHECK (token_group IN ('rare', 'common')),
  neuron                integer          NOT NULL,
  total                 double precision NOT NULL,
  direct                double precision NOT NULL,
  norm_mediated         double precision NOT NULL,
  frequency_mediated    double precision NOT NULL,
  entropy_change        double precision NOT NULL,
  unigram_kl_change     double precision NOT NULL,
  total_se              double precision,
  direct_se             double precision,
  norm_mediated_se      double precision,
  frequency_mediated_se double precision,
  entropy_change_se     double precision,
  unigram_kl_change_se  double precision,
  role                  text             NOT NULL CHECK (role IN ('confidence', 'frequency', 'prediction', 'suppression', 'mixed')),
  PRIMARY KEY (experiment_id, token_group, neuron)
);

CREATE TABLE role_enrichment (
  experiment_id    text             NOT NULL REFERENCES experiment (id),
  token_group      text             NOT NULL,
  role             text             NOT NULL,
  in_plateau       integer          NOT NULL,
  plateau          integer          NOT NULL,
  in_layer         integer          NOT NULL,
  layer            integer          NOT NULL,
  matched_mean     double precision,
  p_hypergeometric double precision NOT NULL,
  p_value          double precision,
  p_corrected      double precision,
  PRIMARY KEY (experiment_id, token_group, role)
);

CREATE TABLE joint_block (
  experiment_id text      NOT NULL REFERENCES experiment (id),
  block         integer   NOT NULL,
  kinds         text[]    NOT NULL,
  sizes         integer[] NOT NULL,
  controls      integer[] NOT NULL,
  contexts      integer[] NOT NULL,
  counts        integer[] NOT NULL,
  delta         bytea     NOT NULL,
  separate      bytea     NOT NULL,
  PRIMARY KEY (experiment_id, block)
);
COMMENT ON TABLE joint_block IS 'Loss changes of one block under ablation of sets of neurons, summed per context and token group.';
COMMENT ON COLUMN joint_block.kinds IS 'S: TOP, CONTROL or REST (all but the top ranks).';
COMMENT ON COLUMN joint_block.sizes IS 'S: how many top ranks the set is of.';
COMMENT ON COLUMN joint_block.controls IS 'S: which control; 0 for the other kinds.';
COMMENT ON COLUMN joint_block.delta IS 'float32[S, K, 2]: nats.';
COMMENT ON COLUMN joint_block.separate IS 'float32[S, K, 2]: the set''s neurons one at a time, added up; of TOP sets.';

CREATE TABLE joint_dose (
  experiment_id        text    NOT NULL REFERENCES experiment (id),
  token_group          text    NOT NULL,
  size                 integer NOT NULL,
  is_studied           boolean NOT NULL,
  change               double precision,
  low                  double precision,
  high                 double precision,
  synergy              double precision,
  synergy_low          double precision,
  synergy_high         double precision,
  controls             integer NOT NULL,
  controls_mean        double precision,
  controls_low         double precision,
  controls_high        double precision,
  selectivity          double precision,
  selectivity_controls double precision,
  selectivity_low      double precision,
  selectivity_high     double precision,
  p_value              double precision,
  PRIMARY KEY (experiment_id, token_group, size)
);

CREATE TABLE joint_control (
  experiment_id text    NOT NULL REFERENCES experiment (id),
  size          integer NOT NULL,
  control       integer NOT NULL,
  rare          double precision,
  common        double precision,
  PRIMARY KEY (experiment_id, size, control)
);

CREATE TABLE joint_sufficiency (
  experiment_id text    NOT NULL REFERENCES experiment (id),
  token_group   text    NOT NULL,
  size          integer NOT NULL,
  change        double precision,
  low           double precision,
  high          double precision,
  share_of_gap  double precision,
  suffices      boolean,
  PRIMARY KEY (experiment_id, token_group, size)
);

CREATE VIEW results.neuron_effects AS
SELECT e.experiment_id, r.model, e.token_group, e.neuron, e.total, e.direct, e.norm_mediated, e.frequency_mediated,
       e.entropy_change, e.unigram_kl_change, e.total_se, e.direct_se, e.norm_mediated_se, e.frequency_mediated_se,
       e.entropy_change_se, e.unigram_kl_change_se, e.role, p.output_norm, p.null_space_share, p.logit_variance,
       p.unigram_alignment, p.mean_abs_activation
FROM neuron_effect e JOIN regime r USING (experiment_id, token_group) JOIN neuron_property p USING (experiment_id, neuron);
COMMENT ON VIEW results.neuron_effects IS 'What the mean ablation of every neuron of the final MLP does, taken apart (deploy/science, Effects), once per token group. No rows of models whose final MLP has no closed form.';
COMMENT ON COLUMN results.neuron_effects.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.neuron_effects.model IS 'Name of the model.';
COMMENT ON COLUMN results.neuron_effects.token_group IS 'Target tokens over which effects are averaged: rare or common.';
COMMENT ON COLUMN results.neuron_effects.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.neuron_effects.total IS 'Mean loss change, nats: as mean_delta of results.neuron_influences before any neuron is computed again.';
COMMENT ON COLUMN results.neuron_effects.direct IS 'Mean loss change with the final norm''s scale frozen at its baseline, nats.';
COMMENT ON COLUMN results.neuron_effects.norm_mediated IS 'total - direct: what only the rescaling does, nats.';
COMMENT ON COLUMN results.neuron_effects.frequency_mediated IS 'total less the loss change with the logits'' component along the unigram direction frozen, nats.';
COMMENT ON COLUMN results.neuron_effects.entropy_change IS 'Mean change of the prediction''s entropy, nats.';
COMMENT ON COLUMN results.neuron_effects.unigram_kl_change IS 'Mean change of KL(prediction || unigram), nats.';
COMMENT ON COLUMN results.neuron_effects.total_se IS 'Standard error of total clustered by context, nats; null with fewer than two contexts, as of all columns that end in _se.';
COMMENT ON COLUMN results.neuron_effects.direct_se IS 'That of direct.';
COMMENT ON COLUMN results.neuron_effects.norm_mediated_se IS 'That of norm_mediated.';
COMMENT ON COLUMN results.neuron_effects.frequency_mediated_se IS 'That of frequency_mediated.';
COMMENT ON COLUMN results.neuron_effects.entropy_change_se IS 'That of entropy_change; includes what computing its second order at one position in sixteen adds.';
COMMENT ON COLUMN results.neuron_effects.unigram_kl_change_se IS 'That of unigram_kl_change, likewise.';
COMMENT ON COLUMN results.neuron_effects.role IS 'confidence, frequency, prediction, suppression or mixed (deploy/science, Roles).';
COMMENT ON COLUMN results.neuron_effects.output_norm IS 'Euclidean norm of the neuron''s output weights.';
COMMENT ON COLUMN results.neuron_effects.null_space_share IS 'Norm of the output weights, after the final norm''s gain and centring, projected on the singular directions of the unembedding with the smallest singular values, divided by their norm: 0 to 1.';
COMMENT ON COLUMN results.neuron_effects.logit_variance IS 'Variance over the vocabulary of the cosine between those weights and the unembedding''s rows.';
COMMENT ON COLUMN results.neuron_effects.unigram_alignment IS 'Pearson correlation over the vocabulary of what the neuron adds to the logits and the unigram direction.';
COMMENT ON COLUMN results.neuron_effects.mean_abs_activation IS 'Mean |activation| over the experiment''s target positions.';

CREATE VIEW results.role_enrichment AS
SELECT e.experiment_id, r.model, e.token_group, e.role, e.in_plateau, e.plateau, e.in_layer, e.layer, e.matched_mean,
       e.p_hypergeometric, e.p_value, e.p_corrected
FROM role_enrichment e JOIN regime r USING (experiment_id, token_group);
COMMENT ON VIEW results.role_enrichment IS 'Whether the plateau (or the substitutes, where there is none) has more neurons of a role than chance.';
COMMENT ON COLUMN results.role_enrichment.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.role_enrichment.model IS 'Name of the model.';
COMMENT ON COLUMN results.role_enrichment.token_group IS 'By whose effects the roles are given: rare or common. The plateau is that of rare tokens in either case.';
COMMENT ON COLUMN results.role_enrichment.role IS 'confidence, frequency, prediction or suppression.';
COMMENT ON COLUMN results.role_enrichment.in_plateau IS 'Plateau neurons of the role.';
COMMENT ON COLUMN results.role_enrichment.plateau IS 'Neurons of the plateau.';
COMMENT ON COLUMN results.role_enrichment.in_layer IS 'Neurons of the role in the whole layer.';
COMMENT ON COLUMN results.role_enrichment.layer IS 'Neurons of the layer.';
COMMENT ON COLUMN results.role_enrichment.matched_mean IS 'Mean number of neurons of the role in random sets of the layer''s neurons, of the plateau''s size and deciles of mean |activation|.';
COMMENT ON COLUMN results.role_enrichment.p_hypergeometric IS 'P(at least in_plateau) where as many neurons are drawn from the layer.';
COMMENT ON COLUMN results.role_enrichment.p_value IS 'One-sided permutation p against the matched sets.';
COMMENT ON COLUMN results.role_enrichment.p_corrected IS 'p_value after Holm over the roles of the token group.';

CREATE VIEW results.dose_response AS
SELECT d.experiment_id, p.model, d.token_group, d.size, d.is_studied, d.change, d.low, d.high, d.synergy, d.synergy_low,
       d.synergy_high, d.controls, d.controls_mean, d.controls_low, d.controls_high, d.selectivity,
       d.selectivity_controls, d.selectivity_low, d.selectivity_high, d.p_value
FROM joint_dose d JOIN plateau p USING (experiment_id);
COMMENT ON VIEW results.dose_response IS 'Loss change when the top ranks of the rare group''s ranking are mean-ablated at once, in growing numbers, beside random sets of the layer''s neurons matched in mean |activation| (deploy/science, Joint ablation).';
COMMENT ON COLUMN results.dose_response.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.dose_response.model IS 'Name of the model.';
COMMENT ON COLUMN results.dose_response.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.dose_response.size IS 'How many top ranks are ablated.';
COMMENT ON COLUMN results.dose_response.is_studied IS 'Whether these are the plateau or, where there is none, its substitutes.';
COMMENT ON COLUMN results.dose_response.change IS 'Mean loss change, nats; null where the group has no position.';
COMMENT ON COLUMN results.dose_response.low IS 'Lower end of its 95 % interval over contexts (Student''s t), nats; null with fewer than two contexts.';
COMMENT ON COLUMN results.dose_response.high IS 'Upper end; null likewise.';
COMMENT ON COLUMN results.dose_response.synergy IS 'Mean loss change at once less the sum of those one at a time, nats: positive where the neurons back each other up.';
COMMENT ON COLUMN results.dose_response.synergy_low IS 'Lower end of its 95 % interval, nats; null likewise.';
COMMENT ON COLUMN results.dose_response.synergy_high IS 'Upper end; null likewise.';
COMMENT ON COLUMN results.dose_response.controls IS 'How many matched sets there are.';
COMMENT ON COLUMN results.dose_response.controls_mean IS 'Mean loss change over the matched sets, nats; null without them.';
COMMENT ON COLUMN results.dose_response.controls_low IS '2.5th percentile over the matched sets, nats; null likewise.';
COMMENT ON COLUMN results.dose_response.controls_high IS '97.5th percentile; null likewise.';
COMMENT ON COLUMN results.dose_response.selectivity IS 'Mean loss change of rare less that of common targets, nats; the same in both rows of a size.';
COMMENT ON COLUMN results.dose_response.selectivity_controls IS 'Mean selectivity of the matched sets, nats; null without them.';
COMMENT ON COLUMN results.dose_response.selectivity_low IS '2.5th percentile over the matched sets, nats; null likewise.';
COMMENT ON COLUMN results.dose_response.selectivity_high IS '97.5th percentile; null likewise.';
COMMENT ON COLUMN results.dose_response.p_value IS 'One-sided permutation p that matched sets are as selective; null without them.';

CREATE VIEW results.joint_controls AS
SELECT c.experiment_id, p.model, c.size, c.control, c.rare, c.common
FROM joint_control c JOIN plateau p USING (experiment_id);
COMMENT ON VIEW results.joint_controls IS 'Every matched set behind results.dose_response.';
COMMENT ON COLUMN results.joint_controls.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.joint_controls.model IS 'Name of the model.';
COMMENT ON COLUMN results.joint_controls.size IS 'Neurons of the set.';
COMMENT ON COLUMN results.joint_controls.control IS 'Which of the matched sets, from 0.';
COMMENT ON COLUMN results.joint_controls.rare IS 'Mean loss change of rare targets with the set ablated, nats; null where there are none.';
COMMENT ON COLUMN results.joint_controls.common IS 'That of common targets; null likewise.';

CREATE VIEW results.sufficiency AS
SELECT s.experiment_id, p.model, s.token_group, s.size, s.change, s.low, s.high, s.share_of_gap, s.suffices
FROM joint_sufficiency s JOIN plateau p USING (experiment_id);
COMMENT ON VIEW results.sufficiency IS 'Loss change when all neurons of the layer but the top ranks are mean-ablated at once.';
COMMENT ON COLUMN results.sufficiency.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.sufficiency.model IS 'Name of the model.';
COMMENT ON COLUMN results.sufficiency.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.sufficiency.size IS 'How many top ranks are left; 0: all neurons are ablated.';
COMMENT ON COLUMN results.sufficiency.change IS 'Mean loss change, nats; null where the group has no position.';
COMMENT ON COLUMN results.sufficiency.low IS 'Lower end of its 95 % interval over contexts, nats; null with fewer than two contexts.';
COMMENT ON COLUMN results.sufficiency.high IS 'Upper end; null likewise.';
COMMENT ON COLUMN results.sufficiency.share_of_gap IS 'change divided by that with all neurons ablated; null where that is missing or not above 0: then there is no gap to close.';
COMMENT ON COLUMN results.sufficiency.suffices IS 'share_of_gap <= mechanisms.withinGap of the specification; null likewise.';
