-- Where noise begins, the curve without the winner's curse, and intervals corrected for noise; percentile intervals beside.

ALTER TABLE regime
  ADD COLUMN ranks                         text,
  ADD COLUMN noise_floor                   integer,
  ADD COLUMN ranks_fitted                  integer,
  ADD COLUMN noise_statement               text,
  ADD COLUMN interval_kind                 text,
  ADD COLUMN distinct_contexts             integer,
  ADD COLUMN kappa_corrected               double precision,
  ADD COLUMN kappa_percentile_low          double precision,
  ADD COLUMN kappa_percentile_high         double precision,
  ADD COLUMN r_squared_percentile_low      double precision,
  ADD COLUMN r_squared_percentile_high     double precision,
  ADD COLUMN segment_kappa_percentile_low  double precision,
  ADD COLUMN segment_kappa_percentile_high double precision;

ALTER TABLE neuron
  ADD COLUMN influence_percentile_low  double precision,
  ADD COLUMN influence_percentile_high double precision,
  ADD COLUMN cross_fitted              double precision,
  DROP CONSTRAINT neuron_regime_check,
  ADD CONSTRAINT neuron_regime_check CHECK (regime IN ('plateau', 'power law', 'rapid decay', 'below noise'));
COMMENT ON COLUMN neuron.cross_fitted IS 'Of the neuron''s rank, as in results.figure_1.';

ALTER TABLE comparison ADD COLUMN method text NOT NULL DEFAULT 'randomisation within contexts';
ALTER TABLE comparison ALTER COLUMN method DROP DEFAULT;

CREATE OR REPLACE VIEW results.figure_1 AS
SELECT n.experiment_id, r.model, n.token_group, n.rank, n.neuron, n.influence, n.fit, n.delta, n.regime,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign,
       n.influence_low, n.influence_high, n.cross_fitted, n.rank <= r.noise_floor AS above_noise,
       n.rank <= r.ranks_fitted AS fitted, n.influence_percentile_low, n.influence_percentile_high
FROM neuron n JOIN regime r USING (experiment_id, token_group)
WHERE n.rank IS NOT NULL;
COMMENT ON COLUMN results.figure_1.fit IS 'Influence in nats of the line fit (Eq. 4) at this rank, extrapolated beyond results.regimes.ranks_fitted: exp(beta) * rank^-kappa; null without a fit, see results.regimes.reason.';
COMMENT ON COLUMN results.figure_1.regime IS 'below noise: ranks beyond results.regimes.ranks_fitted. plateau: ranks 1 to results.regimes.plateau_size. rapid decay: ranks after the power-law piece of the segmented fit when the last piece is steeper. power law: all others. Null as fit.';
COMMENT ON COLUMN results.figure_1.influence_low IS 'Lower end of the 95 % interval of the noise-free influence at this rank, nats, made as results.regimes.interval_kind says; contains influence; null without intervals, see results.regimes.reason.';
COMMENT ON COLUMN results.figure_1.influence_high IS 'Upper end of that interval, nats; null as influence_low.';
COMMENT ON COLUMN results.figure_1.cross_fitted IS 'Influence at this rank without the winner''s curse, nats: contexts split in halves by seed, neurons ranked by one half, their mean dL measured, times the sign found there, on the other; both ways, averaged. Negative where the halves disagree; where it leaves influence, influence is noise. Null as influence_low.';
COMMENT ON COLUMN results.figure_1.above_noise IS 'Whether the rank is at most results.regimes.noise_floor; null where that is.';
COMMENT ON COLUMN results.figure_1.fitted IS 'Whether the rank is one of those that line, segments and tail are fitted to; null in rows from before this was kept.';
COMMENT ON COLUMN results.figure_1.influence_percentile_low IS '2.5th percentile of the influence at this rank, whichever neuron holds it, over the first 500 bootstraps, nats. Ranking a resample adds noise to noise: the band lies above the truth, and above the ranking itself in the tail. Null without a bootstrap and at ranks that none reaches.';
COMMENT ON COLUMN results.figure_1.influence_percentile_high IS '97.5th percentile, nats; null as influence_percentile_low.';
COMMENT ON COLUMN results.neuron_influences.influence_low IS 'Lower end of the 95 % interval of the noise-free influence at the rank, nats, as in results.figure_1; null without a rank or intervals.';
COMMENT ON COLUMN results.neuron_influences.influence_high IS 'Upper end of that interval, nats; null likewise.';
COMMENT ON COLUMN results.neuron_influences.regime IS 'plateau, power law, rapid decay or below noise, as in results.figure_1; null likewise.';
COMMENT ON COLUMN results.neurons.influence_low_rare IS 'Lower end of the 95 % interval of the noise-free influence at that rank, nats, as in results.figure_1; null without a rank or intervals.';
COMMENT ON COLUMN results.neurons.influence_high_rare IS 'Upper end of that interval, nats.';
COMMENT ON COLUMN results.neurons.influence_low_common IS 'Lower end of the 95 % interval of the noise-free influence at that rank, nats, as in results.figure_1; null without a rank or intervals.';
COMMENT ON COLUMN results.neurons.influence_high_common IS 'Upper end of that interval, nats.';
COMMENT ON COLUMN results.neurons.regime_rare IS 'plateau, power law, rapid decay or below noise, as in results.figure_1; null likewise.';
COMMENT ON COLUMN results.neurons.regime_common IS 'plateau, power law, rapid decay or below noise, as in results.figure_1; null likewise.';

CREATE OR REPLACE VIEW results.regimes AS
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
COMMENT ON COLUMN results.regimes.kappa IS 'Exponent of the weighted line fit (Eq. 4) to ranks 1 to ranks_fitted, no unit.';
COMMENT ON COLUMN results.regimes.segment_kappa IS 'Exponent of the power-law piece, no unit: the first piece when it holds more than the first tenth of all ranks or half of those fitted; else, of three the middle one, unless it is the steepest or the shortest in ln rank (a transition), and the last otherwise.';
COMMENT ON COLUMN results.regimes.share_within_tenth IS 'Share of the fitted ranks with |delta| < 0.1, delta being ln influence minus the line.';
COMMENT ON COLUMN results.regimes.plateau_size_low IS 'Lower end of the interval of the size by the rule that applies (with none: by excess, else flat): the range of what rankings simulated with the noise-corrected curve as the truth come to, and of the estimate less what they miss, widened by a step of the breakpoints'' grid.';
COMMENT ON COLUMN results.regimes.contexts IS 'Contexts that hold a target position of the group.';
COMMENT ON COLUMN results.regimes.breakpoint_1_low IS 'Lower end of the interval of breakpoint_1, made as that of plateau_size over simulated rankings with as many pieces; null without that breakpoint or such a ranking.';
COMMENT ON COLUMN results.regimes.breakpoint_2_low IS 'Lower end of the interval of breakpoint_2, made as that of breakpoint_1; null without that breakpoint or such a ranking.';
COMMENT ON COLUMN results.regimes.excess_size IS 'Largest k up to the end of the power-law piece whose mean delta against that piece over ranks 1 to k is at least plateauDelta, with fewer than 2.5 % of bootstraps at or below 0, a lower bound above 0 once corrected for noise, and k at most noise_floor; 0: none.';
COMMENT ON COLUMN results.regimes.flat_size IS 'Ranks before the power-law piece that fall at most half as fast as it, if there are such in at least 95 % of bootstraps and they are at most noise_floor; 0: none.';
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

CREATE OR REPLACE VIEW results.regime_tests AS
SELECT experiment_id, model, statistic, rare, common, difference, alternative, p_value, p_corrected, permutations, method
FROM comparison;
COMMENT ON VIEW results.regime_tests IS 'Rare against common tokens, fitted over the same ranks: as many as the group with fewer fitted ranks has. No row where contexts are too few or have no spread.';
COMMENT ON COLUMN results.regime_tests.rare IS 'The statistic for rare tokens over the compared ranks, not corrected for noise.';
COMMENT ON COLUMN results.regime_tests.common IS 'The statistic for common tokens, likewise.';
COMMENT ON COLUMN results.regime_tests.p_value IS 'Randomisation: (1 + randomisations at least as extreme) / (1 + randomisations). Jackknife: two-sided, of Student''s t.';
COMMENT ON COLUMN results.regime_tests.permutations IS 'Randomisations; 0 where the method is another.';
COMMENT ON COLUMN results.regime_tests.method IS 'randomisation within contexts, which swaps the groups; where their numbers of positions differ by more than 10 % or their median standard errors by more than 25 % swaps reject too often, and the difference corrected for noise is tested by a jackknife over contexts.';
COMMENT ON COLUMN results.tail_fits.segment_z IS '(alpha - segment_alpha) / sqrt(standard_error^2 + (s / segment_kappa^2)^2), s being the width of the interval of segment_kappa / 3.92.';
