package io.plateau.report;

/**
 * The questions put to the views. Every one takes the experiment ids as one text array and gives measured rows in the order
 * of the ids, then the paper's rows; the columns are those of the CSV file of the same name.
 */
final class Queries {

    static final String EXPERIMENTS = """
            SELECT experiment_id, model, corpus, status::text AS status, reason, shortfall, specification::text AS specification,
                   provenance::text AS provenance, requested_at, finished_at
            FROM results.experiments
            WHERE experiment_id::text = ANY (?)
            """;

    static final String FIGURE_1 = """
            SELECT experiment_id, token_group, rank, influence, fit, regime, influence_low, influence_high, cross_fitted
            FROM results.figure_1
            WHERE experiment_id::text = ANY (?)
            ORDER BY experiment_id, token_group, rank
            """;

    static final String REGIMES = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT source, experiment_id, model, token_group, neurons, dropped, kappa, kappa_sd, kappa_low, kappa_high, beta,
                   r_squared, r_squared_low, r_squared_high, share_within_tenth, segments, breakpoint_1, breakpoint_1_low,
                   breakpoint_1_high, breakpoint_2, breakpoint_2_low, breakpoint_2_high, segment_kappa, segment_kappa_low,
                   segment_kappa_high, bic_1, bic_2, bic_3, plateau_rule, plateau_size, plateau_size_low, plateau_size_high,
                   plateau_statement, excess_size, flat_size, flat_share, asked_rule, plateau_delta, top_k, min_group,
                   influence, weighting, ranks, noise_floor, ranks_fitted, noise_statement, interval_kind, kappa_corrected,
                   kappa_percentile_low, kappa_percentile_high, r_squared_percentile_low, r_squared_percentile_high,
                   segment_kappa_percentile_low, segment_kappa_percentile_high, positions, contexts, distinct_contexts,
                   bootstraps, reason
            FROM (
                SELECT 'measured' AS source, experiment_id::text AS experiment_id, model, token_group, neurons, dropped, kappa,
                       NULL::double precision AS kappa_sd, kappa_low, kappa_high, beta, r_squared, r_squared_low,
                       r_squared_high, share_within_tenth, segments, breakpoint_1, breakpoint_1_low, breakpoint_1_high,
                       breakpoint_2, breakpoint_2_low, breakpoint_2_high, segment_kappa, segment_kappa_low,
                       segment_kappa_high, bic_1, bic_2, bic_3, plateau_rule, plateau_size, plateau_size_low,
                       plateau_size_high, plateau_statement, excess_size, flat_size, flat_share, asked_rule, plateau_delta,
                       top_k, min_group, influence, weighting, ranks, noise_floor, ranks_fitted, noise_statement,
                       interval_kind, kappa_corrected, kappa_percentile_low, kappa_percentile_high,
                       r_squared_percentile_low, r_squared_percentile_high, segment_kappa_percentile_low,
                       segment_kappa_percentile_high, positions, contexts, distinct_contexts, bootstraps, reason
                FROM results.regimes, asked WHERE experiment_id::text = ANY (ids)
                UNION ALL
                SELECT 'paper', NULL, NULL, token_group, NULL, NULL, kappa, kappa_sd, NULL, NULL, NULL, r_squared, NULL, NULL,
                       share_within_tenth, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       NULL, plateau_low, plateau_high, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                FROM results.paper_regimes
            ) AS rows, asked
            ORDER BY source, array_position(ids, experiment_id), array_position(ARRAY['rare', 'common'], token_group::text)
            """;

    static final String TABLE_1 = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT source, experiment_id, model, neuron_group, neurons, filled, signed_modularity, signed_modularity_sd,
                   signed_modularity_low, signed_modularity_high, communities, communities_sd, p_value, p_corrected,
                   p_two_sided, p_mann_whitney, cohens_d, spectral_modularity, p_spectral, reason, plateau_rule
            FROM (
                SELECT 'measured' AS source, experiment_id::text AS experiment_id, model, neuron_group, neurons, filled,
                       signed_modularity, signed_modularity_sd, signed_modularity_low, signed_modularity_high, communities,
                       communities_sd, p_value, p_corrected, p_two_sided, p_mann_whitney, cohens_d, spectral_modularity,
                       p_spectral, reason, plateau_rule
                FROM results.table_1, asked WHERE experiment_id::text = ANY (ids)
                UNION ALL
                SELECT 'paper', NULL, model, neuron_group, NULL, NULL, signed_modularity, signed_modularity_sd, NULL, NULL,
                       communities, communities_sd, p_value, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                FROM results.paper_table_1
            ) AS rows, asked
            ORDER BY source, array_position(ids, experiment_id), CASE WHEN source = 'paper' THEN model END DESC,
                     array_position(ARRAY['Plateau (Excitatory)', 'Plateau (Inhibitory)', 'Random Control'],
                                    neuron_group::text)
            """;

    static final String TABLE_2 = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT source, experiment_id, model, ablation_target, which, change_percent, change_sd, effect_size, p_value,
                   p_benjamini_hochberg, p_raw, contexts, reason
            FROM (
                SELECT 'measured' AS source, experiment_id::text AS experiment_id, model, ablation_target, which,
                       change_percent, change_sd, effect_size, p_value, p_benjamini_hochberg, p_raw, contexts, reason
                FROM results.table_2, asked WHERE experiment_id::text = ANY (ids)
                UNION ALL
                SELECT 'paper', NULL, model, ablation_target, NULL, change_percent, change_sd, effect_size, p_value, NULL,
                       NULL, NULL, NULL
                FROM results.paper_table_2
            ) AS rows, asked
            ORDER BY source, array_position(ids, experiment_id), CASE WHEN source = 'paper' THEN model END DESC,
                     array_position(ARRAY['Single Head (max impact)', 'Single Head (naive max)', 'Random Head (baseline)',
                                          'All Heads', 'Control (non-attention)'], ablation_target::text)
            """;

    static final String ATTENTION = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT source, experiment_id, model, gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_value,
                   gini_effect_size_heads, gini_difference_contexts, gini_p_contexts, gini_effect_size_contexts, similarity,
                   similarity_sd, concentration, heads, contexts, reason
            FROM (
                SELECT 'measured' AS source, experiment_id::text AS experiment_id, model, gini_rare, gini_rare_sd,
                       gini_common, gini_common_sd, gini_p_value, gini_effect_size_heads, gini_difference_contexts,
                       gini_p_contexts, gini_effect_size_contexts, similarity, similarity_sd, concentration, heads, contexts,
                       reason
                FROM results.attention, asked WHERE experiment_id::text = ANY (ids)
                UNION ALL
                SELECT 'paper', NULL, NULL, gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_value, NULL, NULL,
                       NULL, NULL, similarity, similarity_sd, NULL, NULL, NULL, NULL
                FROM results.paper_attention
            ) AS rows, asked
            ORDER BY source, array_position(ids, experiment_id)
            """;

    static final String VERDICTS = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT source, experiment_id, model, name, outcome, statistic, value, p_value, test, summary,
                   plateau_rule
            FROM (
                SELECT 'measured' AS source, experiment_id::text AS experiment_id, model, name, outcome, statistic, value,
                       p_value, test, summary, plateau_rule
                FROM results.verdicts, asked WHERE experiment_id::text = ANY (ids)
                UNION ALL
                SELECT 'paper', NULL, NULL, name, outcome, NULL, NULL, NULL, NULL, summary, NULL
                FROM results.paper_verdicts
            ) AS rows, asked
            ORDER BY source, array_position(ids, experiment_id),
                     array_position(ARRAY['dual regimes', 'clustering', 'routing', 'causal need'], name::text)
            """;

    private Queries() {
    }
}
