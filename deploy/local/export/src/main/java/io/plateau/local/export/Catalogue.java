package io.plateau.local.export;

import static io.plateau.local.export.ExportedView.of;

import java.util.List;
import java.util.Map;

/** Every view of the schema {@code results}: exported, or left out for a reason. */
final class Catalogue {
    private static final String PAPER = "what the paper states: the same in every database, and nothing that was computed";

    static final List<ExportedView> EXPORTED = List.of(
            of("experiments").omit("requested_at", "a time").omit("finished_at", "a time")
                    // What the build was called; what it computed is in the other views.
                    .replace("provenance", "provenance - 'codeVersion'"),
            of("variants", "field").omit("study", "made of the identifier of the request"),
            of("verdicts", "name"),
            of("ablation_blocks", "block"),
            of("matching"),
            of("matched_pairs", "rare_token"),
            of("figure_1", "token_group", "rank"),
            of("neurons", "neuron"),
            of("neuron_influences", "token_group", "neuron"),
            of("regimes", "token_group"),
            of("regime_tests", "statistic"),
            of("plateaus", "sign"),
            of("tail_fits", "token_group"),
            of("tail_tests", "token_group", "alternative"),
            of("table_1", "neuron_group"),
            of("neuron_sets", "neuron_group", "set_index"),
            of("control_modularities", "neuron_group", "set_index"),
            of("community_members", "graph", "neuron_group", "set_index", "neuron"),
            of("communities", "graph", "neuron_group", "set_index", "community"),
            of("layer_graphs"),
            of("dimensionality", "neuron_group"),
            of("weight_spectra", "neuron_group", "set_index", "side"),
            of("weight_spectra_tests", "neuron_group", "side", "measure"),
            of("table_2", "ablation_target", "which"),
            of("heads", "layer", "head"),
            of("attention"),
            of("attention_profiles", "layer", "head", "token_group", "relative_offset"),
            of("patching", "part", "layer", "head"));

    /** Views of which nothing is exported, each with the reason. */
    static final Map<String, String> OMITTED = Map.of("paper_verdicts", PAPER, "paper_regimes", PAPER,
            "paper_table_1", PAPER, "paper_spectral", PAPER, "paper_table_2", PAPER, "paper_attention", PAPER);

    private Catalogue() {
    }
}
