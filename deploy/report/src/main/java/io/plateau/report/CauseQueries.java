package io.plateau.report;

/** As {@link AnalysisQueries}: what influence is made of, and what sets of neurons do together, and when it arises. */
final class CauseQueries {

    static final String NEURON_EFFECTS = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, e.experiment_id, e.model, e.token_group, e.neuron, i.rank, i.role AS studied_as, e.total,
                   e.direct, e.norm_mediated, e.frequency_mediated, e.entropy_change, e.unigram_kl_change, e.total_se,
                   e.direct_se, e.norm_mediated_se, e.frequency_mediated_se, e.entropy_change_se, e.unigram_kl_change_se,
                   e.role, e.output_norm, e.null_space_share, e.logit_variance, e.unigram_alignment, e.mean_abs_activation
            FROM asked, results.neuron_effects e
            LEFT JOIN results.neuron_influences i USING (experiment_id, token_group, neuron)
            WHERE e.experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, e.experiment_id::text), e.token_group DESC, e.neuron
            """;

    static final String ROLE_ENRICHMENT = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, token_group, role, in_plateau, plateau, in_layer, layer,
                   matched_mean, p_hypergeometric, p_value, p_corrected
            FROM asked, results.role_enrichment
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), token_group DESC, role
            """;

    static final String DOSE_RESPONSE = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, token_group, size, is_studied, change, low, high, synergy,
                   synergy_low, synergy_high, controls, controls_mean, controls_low, controls_high, selectivity,
                   selectivity_controls, selectivity_low, selectivity_high, p_value
            FROM asked, results.dose_response
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), token_group DESC, size
            """;

    static final String SUFFICIENCY = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, token_group, size, change, low, high, share_of_gap, suffices
            FROM asked, results.sufficiency
            WHERE experiment_id::text = ANY (ids)
            ORDER BY array_position(ids, experiment_id::text), token_group DESC, size
            """;

    static final String TRAJECTORY_CHANGES = """
            WITH asked AS (SELECT ?::text[] AS ids)
            SELECT 'measured' AS source, experiment_id, model, step, quantity, token_group, value, standard_error, contexts,
                   from_first, p_first, p_first_corrected, from_last, p_last, p_last_corrected
            FROM asked, results.trajectory_changes
            WHERE experiment_id::text = ANY (ids)
            ORDER BY model, quantity, token_group DESC, step
            """;

    private CauseQueries() {
    }
}
