package io.plateau.report;

/**
 * The questions to which the paper has no row of its own. Every one takes the experiment ids as one text array and gives
 * measured rows in the order of the ids; the columns are those of the CSV file of the same name.
 */
final class AnalysisQueries {

    static final String TAIL_FITS = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, f.experiment_id, f.model, f.token_group, f.size, f.cutoff, f.alpha, f.standard_error,
                   f.distance, f.goodness_p, f.plausible, f.line_alpha, f.line_z, f.line_agrees, f.segment_alpha, f.segment_z,
                   f.segment_agrees, better.alternatives AS better_alternatives, f.min_tail, f.draws, f.reason
            FROM asked, results.tail_fits f
            LEFT JOIN LATERAL (
                SELECT string_agg(t.alternative, ', ' ORDER BY t.log_ratio) AS alternatives
                FROM results.tail_tests t
                WHERE t.experiment_id = f.experiment_id AND t.token_group = f.token_group AND t.favours = t.alternative
            ) AS better ON true
            WHERE f.experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, f.experiment_id::text), array_position(ARRAY['rare', 'common'], f.token_group::text)
            """;

    static final String CONTROL_MODULARITIES = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, neuron_group, set_index, signed_modularity, modularity,
                   communities, spectral_modularity, group_signed_modularity
            FROM asked, results.control_modularities
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), neuron_group, set_index
            """;

    static final String LAYER_GRAPHS = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, neurons, observations, edges, negative_edges, constant_neurons,
                   mebibytes, runs, share_best, signed_modularity, modularity, communities, plateau_neurons, concentration,
                   concentration_expected, p_concentration, reason, plateau_rule
            FROM asked, results.layer_graphs
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text)
            """;

    /** The groups' own communities and the whole layer's; those of the controls, a hundred times as many, stay in the view. */
    static final String COMMUNITIES = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, graph, neuron_group, community, neurons, plateau_neurons,
                   expected, p_value, p_corrected, reason, plateau_rule
            FROM asked, results.communities
            WHERE experiment_id::text = ANY (ids) AND (graph = 'layer' OR set_index = 0)
            ORDER BY array_position(ids, experiment_id::text), graph, neuron_group, community
            """;

    static final String DIMENSIONALITY = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, neuron_group, neurons, varying_neurons, components,
                   dimensionality, controls, controls_mean, controls_sd, p_value, p_corrected, reason
            FROM asked, results.dimensionality
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), neuron_group
            """;

    static final String WEIGHT_SPECTRA = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, neuron_group, side, measure, value, controls, controls_mean,
                   controls_sd, p_value, p_corrected, reason
            FROM asked, results.weight_spectra_tests
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), neuron_group, side, measure
            """;

    static final String HEADS = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, layer, head, gini_rare, gini_common, gini_difference,
                   gini_effect_size, gini_p_raw, gini_p_bonferroni, gini_p_benjamini_hochberg, similarity, impact_rare,
                   impact_rare_first_half, impact_rare_second_half, change_percent_rare, effect_size_rare, p_rare_raw,
                   p_rare_bonferroni, p_rare_benjamini_hochberg, impact_common, change_percent_common, effect_size_common,
                   p_common_raw, p_common_bonferroni, p_common_benjamini_hochberg, excess, p_raw, p_value, p_bonferroni,
                   p_benjamini_hochberg, reason
            FROM asked, results.heads
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), layer, head
            """;

    /** Mean and quartiles over heads; the heads' own profiles are in the view. */
    static final String ATTENTION_PROFILES = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, token_group, relative_offset, count(*) AS heads,
                   avg(weight) AS weight, percentile_cont(0.25) WITHIN GROUP (ORDER BY weight) AS lower_quartile,
                   percentile_cont(0.75) WITHIN GROUP (ORDER BY weight) AS upper_quartile
            FROM asked, results.attention_profiles
            WHERE experiment_id::text = ANY (ids)
            GROUP BY ids, experiment_id, model, token_group, relative_offset
            ORDER BY array_position(ids, experiment_id::text), token_group DESC, relative_offset
            """;

    static final String PATCHING = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, part, layer, head, pairs, contexts, gap, gap_p, moved,
                   moved_sd, effect, effect_low, effect_high, effect_size, p_raw, p_value, p_benjamini_hochberg, reason, shortfall
            FROM asked, results.patching
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), part DESC, layer, head
            """;

    private AnalysisQueries() {
    }
}
