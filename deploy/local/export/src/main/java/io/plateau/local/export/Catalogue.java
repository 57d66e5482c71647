package io.plateau.local.export;

import static io.plateau.local.export.ExportedView.of;

import java.util.List;
import java.util.Map;

/** Every view of the schema {@code results}: exported, or left out for a reason. */
final class Catalogue {
    private static final String PAPER = "what the paper states: the same in every database, and nothing that was computed";

    private static final String CHECKPOINTS = "made of several experiments";
    private static final String PART = "what one service adds to trajectory_changes";

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
            of("ablation_accuracy", "token_group", "neuron"),
            of("neuron_effects", "token_group", "neuron"),
            of("role_enrichment", "token_group", "role"),
            of("dose_response", "token_group", "size"),
            of("joint_controls", "size", "control"),
            of("sufficiency", "token_group", "size"),
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
            of("patching", "part", "layer", "head"),
            of("trajectories", "quantity", "token_group").omit("study", "made of the identifier of the request"));

    /** Views of which nothing is exported, each with the reason. */
    static final Map<String, String> OMITTED = Map.ofEntries(Map.entry("paper_verdicts", PAPER),
            Map.entry("paper_regimes", PAPER), Map.entry("paper_table_1", PAPER), Map.entry("paper_spectral", PAPER),
            Map.entry("paper_table_2", PAPER), Map.entry("paper_attention", PAPER),
            Map.entry("deletions", "what no other view has any more"),
            Map.entry("subscriptions", "what is to come"), Map.entry("trajectory_changes", CHECKPOINTS),
            Map.entry("trajectory_neighbours", CHECKPOINTS), Map.entry("inference_changes", PART),
            Map.entry("influence_changes", PART), Map.entry("graph_changes", PART),
            Map.entry("routing_changes", PART));

    private Catalogue() {
    }
}
