package io.plateau.report;

/** Tables with the columns of the services' views. */
final class ResultsTables {

    /** Views without a row of the paper. */
    private static final String ANALYSES = """
            CREATE TABLE results.tail_fits (experiment_id text, model text, token_group text, size integer,
                cutoff double precision, alpha double precision, standard_error double precision, distance double precision,
                goodness_p double precision, plausible boolean, line_alpha double precision, line_z double precision,
                line_agrees boolean, segment_alpha double precision, segment_z double precision, segment_agrees boolean,
                reason text, min_tail integer, draws integer);
            CREATE TABLE results.tail_tests (experiment_id text, token_group text, alternative text,
                log_ratio double precision, favours text);
            CREATE TABLE results.control_modularities (experiment_id text, model text, neuron_group text, set_index integer,
                signed_modularity double precision, modularity double precision, communities integer,
                spectral_modularity double precision, group_signed_modularity double precision);
            CREATE TABLE results.layer_graphs (experiment_id text, model text, neurons integer, observations integer,
                edges bigint, negative_edges integer, constant_neurons integer, mebibytes double precision, runs integer,
                share_best double precision, signed_modularity double precision, modularity double precision,
                communities integer, plateau_neurons integer, concentration double precision,
                concentration_expected double precision, p_concentration double precision, reason text, plateau_rule text);
            CREATE TABLE results.communities (experiment_id text, model text, graph text, neuron_group text,
                set_index integer, community integer, neurons integer, plateau_neurons integer, expected double precision,
                p_value double precision, p_corrected double precision, reason text, plateau_rule text);
            CREATE TABLE results.dimensionality (experiment_id text, model text, neuron_group text, neurons integer,
                varying_neurons integer, components integer, dimensionality double precision, controls integer,
                controls_mean double precision, controls_sd double precision, p_value double precision,
                p_corrected double precision, reason text);
            CREATE TABLE results.weight_spectra_tests (experiment_id text, model text, neuron_group text, side text,
                measure text, value double precision, controls integer, controls_mean double precision,
                controls_sd double precision, p_value double precision, p_corrected double precision, reason text);
            CREATE TABLE results.heads (experiment_id text, model text, layer integer, head integer,
                gini_rare double precision, gini_common double precision, gini_difference double precision,
                gini_p_raw double precision, gini_p_benjamini_hochberg double precision, similarity double precision,
                impact_rare double precision, impact_common double precision, excess double precision,
                effect_size_rare double precision, effect_size_common double precision, p_raw double precision,
                p_value double precision, p_bonferroni double precision, p_benjamini_hochberg double precision, reason text,
                gini_effect_size double precision, gini_p_bonferroni double precision, impact_rare_first_half double precision,
                impact_rare_second_half double precision, change_percent_rare double precision, p_rare_raw double precision,
                p_rare_bonferroni double precision, p_rare_benjamini_hochberg double precision,
                change_percent_common double precision, p_common_raw double precision, p_common_bonferroni double precision,
                p_common_benjamini_hochberg double precision);
            CREATE TABLE results.attention_profiles (experiment_id text, model text, layer integer, head integer,
                token_group text, relative_offset integer, weight double precision);
            CREATE TABLE results.patching (experiment_id text, model text, part text, layer integer, head integer,
                pairs integer, contexts integer, gap double precision, gap_p double precision, moved double precision,
                moved_sd double precision, effect double precision, effect_low double precision,
                effect_high double precision, effect_size double precision, p_raw double precision,
                p_value double precision, p_benjamini_hochberg double precision, reason text, shortfall text);
            CREATE TABLE results.neuron_influences (experiment_id text, token_group text, neuron integer, rank integer,
                role text);
            CREATE TABLE results.neuron_effects (experiment_id text, model text, token_group text, neuron integer,
                total double precision, direct double precision, norm_mediated double precision,
                frequency_mediated double precision, entropy_change double precision, unigram_kl_change double precision,
                total_se double precision, direct_se double precision, norm_mediated_se double precision,
                frequency_mediated_se double precision, entropy_change_se double precision,
                unigram_kl_change_se double precision, role text, output_norm double precision,
                null_space_share double precision, logit_variance double precision, unigram_alignment double precision,
                mean_abs_activation double precision);
            CREATE TABLE results.role_enrichment (experiment_id text, model text, token_group text, role text,
                in_plateau integer, plateau integer, in_layer integer, layer integer, matched_mean double precision,
                p_hypergeometric double precision, p_value double precision, p_corrected double precision);
            CREATE TABLE results.dose_response (experiment_id text, model text, token_group text, size integer,
                is_studied boolean, change double precision, low double precision, high double precision,
                synergy double precision, synergy_low double precision, synergy_high double precision, controls integer,
                controls_mean double precision, controls_low double precision, controls_high double precision,
                selectivity double precision, selectivity_controls double precision, selectivity_low double precision,
                selectivity_high double precision, p_value double precision);
            CREATE TABLE results.sufficiency (experiment_id text, model text, token_group text, size integer,
                change double precision, low double precision, high double precision, share_of_gap double precision,
                suffices boolean);
            CREATE TABLE results.trajectory_changes (experiment_id text, model text, step bigint, quantity text,
                token_group text, value double precision, standard_error double precision, contexts integer,
                from_first double precision, p_first double precision, p_first_corrected double precision,
                from_last double precision, p_last double precision, p_last_corrected double precision);
            """;

    static final String SCHEMA = """
            CREATE SCHEMA results;
            CREATE TABLE results.experiments (experiment_id text, model text, corpus text, status text, reason text,
                specification jsonb, provenance jsonb, requested_at timestamptz, finished_at timestamptz, shortfall text);
            CREATE TABLE results.verdicts (experiment_id text, model text, name text, outcome text, statistic text,
                value double precision, p_value double precision, test text, summary text, plateau_rule text);
            CREATE TABLE results.paper_verdicts (name text, outcome text, summary text);
            CREATE TABLE results.figure_1 (experiment_id text, model text, token_group text, rank integer, neuron integer,
                influence double precision, fit double precision, delta double precision, regime text, sign text,
                influence_low double precision, influence_high double precision, cross_fitted double precision);
            CREATE TABLE results.regimes (experiment_id text, model text, token_group text, neurons integer, dropped integer,
                kappa double precision, kappa_low double precision, kappa_high double precision, beta double precision,
                r_squared double precision, r_squared_low double precision, r_squared_high double precision,
                share_within_tenth double precision, segments integer, breakpoint_1 double precision,
                breakpoint_2 double precision, segment_kappa double precision, plateau_rule text, plateau_size integer,
                plateau_size_low double precision, plateau_size_high double precision, reason text, plateau_statement text,
                breakpoint_1_low double precision, breakpoint_1_high double precision, breakpoint_2_low double precision,
                breakpoint_2_high double precision, segment_kappa_low double precision, segment_kappa_high double precision,
                bic_1 double precision, bic_2 double precision, bic_3 double precision, excess_size integer,
                flat_size integer, flat_share double precision, asked_rule text, plateau_delta double precision,
                top_k integer, min_group integer, influence text, weighting text, positions bigint, contexts integer,
                bootstraps integer, ranks text, noise_floor integer, ranks_fitted integer, noise_statement text,
                interval_kind text, kappa_corrected double precision, kappa_percentile_low double precision,
                kappa_percentile_high double precision, r_squared_percentile_low double precision,
                r_squared_percentile_high double precision, segment_kappa_percentile_low double precision,
                segment_kappa_percentile_high double precision, distinct_contexts integer);
            CREATE TABLE results.paper_regimes (token_group text, kappa double precision, kappa_sd double precision,
                r_squared double precision, share_within_tenth double precision, plateau_low integer, plateau_high integer);
            CREATE TABLE results.table_1 (experiment_id text, model text, neuron_group text, neurons integer, filled integer,
                signed_modularity double precision, signed_modularity_sd double precision, communities double precision,
                communities_sd double precision, p_value double precision, p_two_sided double precision,
                p_mann_whitney double precision, cohens_d double precision, reason text, signed_modularity_low double precision,
                signed_modularity_high double precision, p_corrected double precision, spectral_modularity double precision,
                p_spectral double precision, plateau_rule text);
            CREATE TABLE results.paper_table_1 (model text, neuron_group text, signed_modularity numeric,
                signed_modularity_sd numeric, communities numeric, communities_sd numeric, p_value numeric);
            CREATE TABLE results.table_2 (experiment_id text, model text, ablation_target text, which text,
                change_percent double precision, change_sd double precision, effect_size double precision,
                p_value double precision, p_raw double precision, reason text, p_benjamini_hochberg double precision,
                contexts integer);
            CREATE TABLE results.paper_table_2 (model text, ablation_target text, change_percent numeric, change_sd numeric,
                effect_size numeric, p_value numeric);
            CREATE TABLE results.attention (experiment_id text, model text, gini_rare double precision,
                gini_rare_sd double precision, gini_common double precision, gini_common_sd double precision,
                gini_p_value double precision, similarity double precision, similarity_sd double precision, heads integer,
                reason text, gini_p_contexts double precision, gini_effect_size_heads double precision,
                gini_difference_contexts double precision, gini_effect_size_contexts double precision, concentration text,
                contexts integer);
            CREATE TABLE results.paper_attention (gini_rare numeric, gini_rare_sd numeric, gini_common numeric,
                gini_common_sd numeric, gini_p_value numeric, similarity numeric, similarity_sd numeric);
            """
            + ANALYSES + """
                    CREATE ROLE analyst LOGIN;
                    GRANT USAGE ON SCHEMA results TO analyst;
                    """;

    private ResultsTables() {
    }
}
