-- What people query; every column says its unit and definition.

CREATE VIEW results.figure_1 AS
SELECT n.experiment_id, r.model, n.token_group, n.rank, n.neuron, n.influence, n.fit, n.delta, n.regime,
       CASE WHEN n.mean_delta > 0 THEN 'excitatory' WHEN n.mean_delta < 0 THEN 'inhibitory' END AS sign
FROM neuron n JOIN regime r USING (experiment_id, token_group)
WHERE n.rank IS NOT NULL;
COMMENT ON VIEW results.figure_1 IS 'Figure 1: influence of the final MLP''s neurons against rank, one row per ranked neuron and token group.';
COMMENT ON COLUMN results.figure_1.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.figure_1.model IS 'Name of the model.';
COMMENT ON COLUMN results.figure_1.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.figure_1.rank IS 'Rank by influence, descending, from 1; ties by neuron index.';
COMMENT ON COLUMN results.figure_1.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.figure_1.influence IS 'Influence in nats, by the definition in results.regimes.influence.';
COMMENT ON COLUMN results.figure_1.fit IS 'Influence in nats of the line fit (Eq. 4) at this rank: exp(beta) * rank^-kappa.';
COMMENT ON COLUMN results.figure_1.delta IS 'ln(influence) - ln(fit), no unit.';
COMMENT ON COLUMN results.figure_1.regime IS 'plateau: ranks 1 to results.regimes.plateau_size. rapid decay: ranks after the power-law piece of the segmented fit when the last piece is steeper. power law: all others.';
COMMENT ON COLUMN results.figure_1.sign IS 'excitatory: mean dL > 0, ablating the neuron raises the loss; inhibitory: mean dL < 0; null: mean dL = 0.';

CREATE VIEW results.neurons AS
SELECT n.experiment_id, r.model, n.token_group, n.neuron, n.mean_delta, n.mean_abs_delta, n.standard_error,
       n.share_positive, n.influence, n.rank
FROM neuron n JOIN regime r USING (experiment_id, token_group);
COMMENT ON VIEW results.neurons IS 'Every neuron of the final MLP, once per token group. dL: loss with the neuron mean-ablated minus baseline loss, at a target position.';
COMMENT ON COLUMN results.neurons.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.neurons.model IS 'Name of the model.';
COMMENT ON COLUMN results.neurons.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.neurons.neuron IS 'Index of the neuron in the final MLP, from 0.';
COMMENT ON COLUMN results.neurons.mean_delta IS 'Mean of dL over the group''s positions, nats; null where the group has no position.';
COMMENT ON COLUMN results.neurons.mean_abs_delta IS 'Mean of |dL| over the group''s positions, nats; null likewise.';
COMMENT ON COLUMN results.neurons.standard_error IS 'Standard error of mean_delta clustered by context, nats; null with fewer than two contexts.';
COMMENT ON COLUMN results.neurons.share_positive IS 'Share of the group''s positions with dL > 0; null where the group has no position.';
COMMENT ON COLUMN results.neurons.influence IS 'Influence in nats, by the definition in results.regimes.influence.';
COMMENT ON COLUMN results.neurons.rank IS 'Rank by influence, descending, from 1; null where the influence is zero.';

CREATE VIEW results.regimes AS
SELECT experiment_id, model, token_group, neurons, dropped, kappa, kappa_low, kappa_high, beta, r_squared,
       r_squared_low, r_squared_high, share_within_tenth, segments, breakpoint_1, breakpoint_2, segment_kappa,
       plateau_rule, plateau_size, plateau_size_low, plateau_size_high, influence, weighting, positions, contexts,
       bic_1, bic_2, bic_3, breakpoint_1_low, breakpoint_1_high, breakpoint_2_low, breakpoint_2_high,
       segment_kappa_low, segment_kappa_high, excess_size, flat_size, flat_share, bootstraps, reason
FROM regime;
COMMENT ON VIEW results.regimes IS 'Fits of ln influence on ln rank and the plateau, one row per experiment and token group. Intervals are 95 % percentile intervals of a bootstrap over contexts that ranks and fits anew each time.';
COMMENT ON COLUMN results.regimes.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.regimes.model IS 'Name of the model.';
COMMENT ON COLUMN results.regimes.token_group IS 'Target tokens over which losses are averaged: rare or common.';
COMMENT ON COLUMN results.regimes.neurons IS 'Ranked neurons: those with an influence above zero.';
COMMENT ON COLUMN results.regimes.dropped IS 'Neurons with influence zero: dropped from the ranking.';
COMMENT ON COLUMN results.regimes.kappa IS 'Exponent of the weighted line fit (Eq. 4), no unit.';
COMMENT ON COLUMN results.regimes.kappa_low IS 'Lower end of the interval of kappa.';
COMMENT ON COLUMN results.regimes.kappa_high IS 'Upper end of the interval of kappa.';
COMMENT ON COLUMN results.regimes.beta IS 'ln influence of the line at rank 1, influence in nats.';
COMMENT ON COLUMN results.regimes.r_squared IS 'Share of the weighted variance of ln influence that the line explains; null where all influences are equal.';
COMMENT ON COLUMN results.regimes.r_squared_low IS 'Lower end of the interval of r_squared.';
COMMENT ON COLUMN results.regimes.r_squared_high IS 'Upper end of the interval of r_squared.';
COMMENT ON COLUMN results.regimes.share_within_tenth IS 'Share of ranked neurons with |delta| < 0.1, delta being ln influence minus the line.';
COMMENT ON COLUMN results.regimes.segments IS 'Pieces of the continuous piecewise-linear fit that BIC prefers, 1 to 3.';
COMMENT ON COLUMN results.regimes.breakpoint_1 IS 'Last rank of the first piece; null with one piece.';
COMMENT ON COLUMN results.regimes.breakpoint_2 IS 'Last rank of the second piece; null with fewer than three pieces.';
COMMENT ON COLUMN results.regimes.segment_kappa IS 'Exponent of the power-law piece, no unit: the first piece when it holds more than the first tenth of the ranks; else, of three the middle one, unless it is the steepest or the shortest in ln rank (a transition), and the last otherwise.';
COMMENT ON COLUMN results.regimes.plateau_rule IS 'excess: the head lies above the power law extrapolated; flat: it falls at most half as fast; none: neither.';
COMMENT ON COLUMN results.regimes.plateau_size IS 'Top ranks in the plateau by plateau_rule; 0 with none.';
COMMENT ON COLUMN results.regimes.plateau_size_low IS 'Lower end of the interval of the size by the rule that applies (with none: by excess, else flat).';
COMMENT ON COLUMN results.regimes.plateau_size_high IS 'Upper end of that interval.';
COMMENT ON COLUMN results.regimes.influence IS 'abs-of-mean: |mean dL|; mean-of-abs: mean |dL|.';
COMMENT ON COLUMN results.regimes.weighting IS 'Weights of the fits: inverse-rank or unweighted.';
COMMENT ON COLUMN results.regimes.positions IS 'Target positions in the group.';
COMMENT ON COLUMN results.regimes.contexts IS 'Contexts that hold one.';
COMMENT ON COLUMN results.regimes.bic_1 IS 'BIC of one piece, with Kish''s effective sample size.';
COMMENT ON COLUMN results.regimes.bic_2 IS 'BIC of two pieces; null with too few ranks.';
COMMENT ON COLUMN results.regimes.bic_3 IS 'BIC of three pieces; null with too few ranks.';
COMMENT ON COLUMN results.regimes.breakpoint_1_low IS 'Lower end of the interval of breakpoint_1, over replicates with as many pieces.';
COMMENT ON COLUMN results.regimes.breakpoint_1_high IS 'Upper end of that interval.';
COMMENT ON COLUMN results.regimes.breakpoint_2_low IS 'Lower end of the interval of breakpoint_2, over replicates with as many pieces.';
COMMENT ON COLUMN results.regimes.breakpoint_2_high IS 'Upper end of that interval.';
COMMENT ON COLUMN results.regimes.segment_kappa_low IS 'Lower end of the interval of segment_kappa.';
COMMENT ON COLUMN results.regimes.segment_kappa_high IS 'Upper end of the interval of segment_kappa.';
COMMENT ON COLUMN results.regimes.excess_size IS 'Largest k up to the end of the power-law piece whose mean delta against that piece over ranks 1 to k is at least plateauDelta, with fewer than 2.5 % of bootstraps at or below 0; 0: none.';
COMMENT ON COLUMN results.regimes.flat_size IS 'Ranks before the power-law piece that fall at most half as fast as it, if there are such in at least 95 % of bootstraps; 0: none.';
COMMENT ON COLUMN results.regimes.flat_share IS 'Share of bootstraps with a flat head; null without a bootstrap.';
COMMENT ON COLUMN results.regimes.bootstraps IS 'Bootstrap replicates in which a curve could be fitted.';
COMMENT ON COLUMN results.regimes.reason IS 'Why values are missing; null where none is.';

CREATE VIEW results.regime_tests AS
SELECT experiment_id, model, statistic, rare, common, difference, alternative, p_value, p_corrected, permutations
FROM comparison;
COMMENT ON VIEW results.regime_tests IS 'Rare against common tokens: randomisation tests that swap the groups within contexts.';
COMMENT ON COLUMN results.regime_tests.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.regime_tests.model IS 'Name of the model.';
COMMENT ON COLUMN results.regime_tests.statistic IS 'What is compared, with its unit.';
COMMENT ON COLUMN results.regime_tests.rare IS 'The statistic for rare tokens.';
COMMENT ON COLUMN results.regime_tests.common IS 'The statistic for common tokens.';
COMMENT ON COLUMN results.regime_tests.difference IS 'rare - common.';
COMMENT ON COLUMN results.regime_tests.alternative IS 'two-sided: rare and common differ.';
COMMENT ON COLUMN results.regime_tests.p_value IS '(1 + randomisations at least as extreme) / (1 + randomisations).';
COMMENT ON COLUMN results.regime_tests.p_corrected IS 'p_value after Bonferroni over the experiment''s comparisons.';
COMMENT ON COLUMN results.regime_tests.permutations IS 'Randomisations.';

CREATE VIEW results.plateaus AS
SELECT g.experiment_id, p.model, g.sign, p.rule, p.size, g.neurons, g.filled
FROM plateau_group g JOIN plateau p USING (experiment_id);
COMMENT ON VIEW results.plateaus IS 'The neurons of rare tokens that the later stages work on, one row per experiment and sign.';
COMMENT ON COLUMN results.plateaus.experiment_id IS 'The experiment.';
COMMENT ON COLUMN results.plateaus.model IS 'Name of the model.';
COMMENT ON COLUMN results.plateaus.sign IS 'excitatory: mean dL > 0; inhibitory: mean dL < 0.';
COMMENT ON COLUMN results.plateaus.rule IS 'excess or flat: the rule of the plateau; top-k: no plateau was found or asked for, the top ranks are used as substitutes.';
COMMENT ON COLUMN results.plateaus.size IS 'Neurons of both signs in the plateau; 0 with top-k.';
COMMENT ON COLUMN results.plateaus.neurons IS 'Neuron indices in order of rank, the filled ones last.';
COMMENT ON COLUMN results.plateaus.filled IS 'How many at the end of neurons are the next-ranked of the sign, added up to minGroup.';

CREATE VIEW results.paper_regimes AS
SELECT * FROM (VALUES
  ('rare', NULL::double precision, NULL::double precision, NULL::double precision, NULL::double precision, 15, 20),
  ('common', 1.84, 0.12, 0.94, 0.95, NULL, NULL)
) AS paper (token_group, kappa, kappa_sd, r_squared, share_within_tenth, plateau_low, plateau_high);
COMMENT ON VIEW results.paper_regimes IS 'The paper''s own values (Results, rare and common tokens), for reference.';
COMMENT ON COLUMN results.paper_regimes.token_group IS 'rare or common.';
COMMENT ON COLUMN results.paper_regimes.kappa IS 'Exponent of the line fit (Eq. 4), no unit; null: not given.';
COMMENT ON COLUMN results.paper_regimes.kappa_sd IS 'The paper''s +/- of kappa.';
COMMENT ON COLUMN results.paper_regimes.r_squared IS 'R squared of the line fit.';
COMMENT ON COLUMN results.paper_regimes.share_within_tenth IS 'Share of neurons with |delta| < 0.1.';
COMMENT ON COLUMN results.paper_regimes.plateau_low IS 'Smallest plateau size, neurons; null: no plateau.';
COMMENT ON COLUMN results.paper_regimes.plateau_high IS 'Largest plateau size, neurons; null: no plateau.';

GRANT SELECT ON results.figure_1, results.neurons, results.regimes, results.regime_tests, results.plateaus,
  results.paper_regimes TO analyst;
