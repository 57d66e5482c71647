package io.plateau.results;

import java.util.List;
import java.util.Locale;

/** Views of {@code results} that read what several services show there. */
enum JoinedView {
    NEURONS("neuron_influences", "community_members", "communities", "layer_graphs"), TRAJECTORIES("experiments",
            "verdicts", "regimes", "regime_tests", "table_1", "attention", "role_enrichment",
            "dose_response"), TRAJECTORY_CHANGES("inference_changes", "influence_changes", "graph_changes",
                    "routing_changes"), TRAJECTORY_NEIGHBOURS("experiments", "neuron_influences");

    private final List<String> sources;

    JoinedView(String... sources) {
        this.sources = List.of(sources);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Views of {@code results} that it reads. */
    List<String> sources() {
        return sources;
    }

    /** Its definition with its comments. */
    String sql() {
        return Scripts.read(label() + ".sql");
    }
}
