-- How exactly were the loss changes computed, what was run on which weights, and how well are rare tokens matched with common ones?
\ir chosen.psql
SELECT e.experiment_id, e.model, e.status, e.shortfall, e.provenance, b.tiers, b.blocks, b.positions, b.share_closed_form,
       b.largest_sampled_error, e.specification -> 'tokens' ->> 'grouping' AS grouping, m.pairs AS matched_pairs, m.unpaired,
       m.every_criterion_met, m.mean_cost
FROM results.experiments e
LEFT JOIN (SELECT experiment_id, string_agg(DISTINCT tier, ', ') AS tiers, count(*) AS blocks, sum(positions) AS positions,
                  sum(share_closed_form * positions) / sum(positions) AS share_closed_form,
                  max(sampled_error) AS largest_sampled_error
           FROM results.ablation_blocks GROUP BY experiment_id) b USING (experiment_id)
LEFT JOIN results.matching m USING (experiment_id)
WHERE e.experiment_id = ANY (:'chosen')
ORDER BY e.requested_at, e.experiment_id;
