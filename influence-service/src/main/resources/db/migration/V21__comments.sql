-- What a null means where no reason stands beside it.
COMMENT ON COLUMN results.figure_1.fit IS 'Influence in nats of the line fit (Eq. 4) at this rank: exp(beta) * rank^-kappa; null without a fit, see results.regimes.reason.';
COMMENT ON COLUMN results.figure_1.delta IS 'ln(influence) - ln(fit), no unit; null as fit.';
COMMENT ON COLUMN results.figure_1.regime IS 'plateau: ranks 1 to results.regimes.plateau_size. rapid decay: ranks after the power-law piece of the segmented fit when the last piece is steeper. power law: all others. Null as fit.';
COMMENT ON COLUMN results.figure_1.influence_low IS 'Lower end of the 95 % band, nats: 2.5th percentile of the influence at this rank, whichever neuron holds it, over the first 500 bootstraps; null where results.regimes.bootstraps is 0 and at ranks that no bootstrap reaches.';
COMMENT ON COLUMN results.figure_1.influence_high IS 'Upper end of the band, nats: 97.5th percentile; null as influence_low.';
COMMENT ON COLUMN results.regimes.breakpoint_1_low IS 'Lower end of the interval of breakpoint_1, over replicates with as many pieces; null without that breakpoint or such a replicate.';
COMMENT ON COLUMN results.regimes.breakpoint_1_high IS 'Upper end of that interval; null as the lower.';
COMMENT ON COLUMN results.regimes.breakpoint_2_low IS 'Lower end of the interval of breakpoint_2, over replicates with as many pieces; null without that breakpoint or such a replicate.';
COMMENT ON COLUMN results.regimes.breakpoint_2_high IS 'Upper end of that interval; null as the lower.';
COMMENT ON COLUMN results.paper_regimes.kappa_sd IS 'The paper''s +/- of kappa; null: not given.';
COMMENT ON COLUMN results.paper_regimes.r_squared IS 'R squared of the line fit; null: not given.';
COMMENT ON COLUMN results.paper_regimes.share_within_tenth IS 'Share of neurons with |delta| < 0.1; null: not given.';
