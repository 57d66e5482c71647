package io.plateau.report;

import java.util.Locale;

/** What is read from the views; every table is also a CSV file with the columns of its query. */
enum Table {

    /** Line and segment fits and the plateau, beside the paper's. */
    REGIMES(Queries.REGIMES),
    /** Communities of the groups against controls, beside the paper's. */
    TABLE_1(Queries.TABLE_1),
    /** Head ablations, beside the paper's. */
    TABLE_2(Queries.TABLE_2),
    /** Concentration and similarity of attention, beside the paper's. */
    ATTENTION(Queries.ATTENTION),
    /** The answers, beside the paper's. */
    VERDICTS(Queries.VERDICTS),
    /** Maximum-likelihood fits of the tail. */
    TAIL_FITS(AnalysisQueries.TAIL_FITS),
    /** One row per control of a group. */
    CONTROL_MODULARITIES(AnalysisQueries.CONTROL_MODULARITIES),
    /** The whole layer's graph. */
    LAYER_GRAPHS(AnalysisQueries.LAYER_GRAPHS),
    /** Communities of the groups and of the whole layer. */
    COMMUNITIES(AnalysisQueries.COMMUNITIES),
    /** Effective dimensionality against controls. */
    DIMENSIONALITY(AnalysisQueries.DIMENSIONALITY),
    /** Measures of the weight spectra against controls. */
    WEIGHT_SPECTRA(AnalysisQueries.WEIGHT_SPECTRA),
    /** One row per head. */
    HEADS(AnalysisQueries.HEADS),
    /** Attention by relative offset, over all heads. */
    ATTENTION_PROFILES(AnalysisQueries.ATTENTION_PROFILES),
    /** One row per patched head or layer. */
    PATCHING(AnalysisQueries.PATCHING),
    /** One row per neuron and token group. */
    NEURON_EFFECTS(CauseQueries.NEURON_EFFECTS),
    /** Roles in the plateau against matched sets. */
    ROLE_ENRICHMENT(CauseQueries.ROLE_ENRICHMENT),
    /** Top ranks ablated at once. */
    DOSE_RESPONSE(CauseQueries.DOSE_RESPONSE),
    /** All but the top ranks ablated at once. */
    SUFFICIENCY(CauseQueries.SUFFICIENCY),
    /** Checkpoints of a training run against its first and last. */
    TRAJECTORY_CHANGES(CauseQueries.TRAJECTORY_CHANGES);

    private final String query;

    Table(String query) {
        this.query = query;
    }

    String query() {
        return query;
    }

    /** {@code TAIL_FITS} is in {@code tail-fits.csv}. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".csv";
    }
}
