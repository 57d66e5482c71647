package io.plateau.results;

import java.util.List;
import java.util.Map;

/** Every view of the schema {@code results}: of single experiments, or not, for a reason. */
public final class ResultCatalogue {
    private static final String PAPER = "what the paper states: the same in every database, and nothing that was computed";
    private static final String CHECKPOINTS = "made of several experiments";
    private static final String PART = "what one service adds to trajectory_changes";

    /** In the order in which a reader meets them. */
    public static final List<ResultView> OF_EXPERIMENTS = List.of(
            of("experiments"), of("variants", "field"), of("verdicts", "name"), of("ablation_blocks", "block"),
            of("matching"), of("matched_pairs", "rare_token"), of("figure_1", "token_group", "rank"),
            of("neurons", "neuron"), of("neuron_influences", "token_group", "neuron"),
            of("ablation_accuracy", "token_group", "neuron"),
            of("ablation_constants", "token_group", "neuron"), of("screening", "token_group"),
            of("neuron_effects", "token_group", "neuron"),
            of("neuron_contexts", "neuron", "effect", "rank"), of("neuron_logits", "neuron", "direction", "rank"),
            of("role_enrichment", "token_group", "role"), of("dose_response", "token_group", "size"),
            of("joint_controls", "size", "control"), of("sufficiency", "token_group", "size"),
            of("regimes", "token_group"), of("regime_tests", "statistic"), of("plateaus", "sign"),
            of("tail_fits", "token_group"), of("tail_tests", "token_group", "alternative"),
            of("table_1", "neuron_group"), of("neuron_sets", "neuron_group", "set_index"),
            of("control_modularities", "neuron_group", "set_index"),
            of("community_members", "graph", "neuron_group", "set_index", "neuron"),
            of("communities", "graph", "neuron_group", "set_index", "community"),
            of("graph_edges", "graph", "neuron_group", "neuron", "other"), of("layer_graphs"),
            of("dimensionality", "neuron_group"), of("weight_spectra", "neuron_group", "set_index", "side"),
            of("weight_spectra_tests", "neuron_group", "side", "measure"), of("table_2", "ablation_target", "which"),
            of("heads", "layer", "head"), of("attention"),
            of("attention_profiles", "layer", "head", "token_group", "relative_offset"),
            of("patching", "part", "layer", "head"), of("trajectories", "quantity", "token_group"));

    /** Views that are not of single experiments, each with the reason. */
    public static final Map<String, String> OTHERS = Map.ofEntries(Map.entry("paper_verdicts", PAPER),
            Map.entry("paper_regimes", PAPER), Map.entry("paper_table_1", PAPER), Map.entry("paper_spectral", PAPER),
            Map.entry("paper_table_2", PAPER), Map.entry("paper_attention", PAPER),
            Map.entry("annotations", "added by users, also after an experiment has ended: not a finding"),
            Map.entry("deletions", "what no other view has any more"),
            Map.entry("subscriptions", "what is to come"), Map.entry("trajectory_changes", CHECKPOINTS),
            Map.entry("trajectory_neighbours", CHECKPOINTS), Map.entry("inference_changes", PART),
            Map.entry("influence_changes", PART), Map.entry("graph_changes", PART),
            Map.entry("routing_changes", PART));

    private ResultCatalogue() {
    }

    private static ResultView of(String name, String... key) {
        return new ResultView(name, List.of(key));
    }
}
