package io.plateau.results;

import java.util.List;

/**
 * A view of the schema {@code results} that has rows of single experiments, each in its column {@code experiment_id}.
 *
 * @param name of the view
 * @param key columns that tell the rows of one experiment apart, in order; empty where there is at most one row
 */
public record ResultView(String name, List<String> key) {
    public static final String EXPERIMENT = "experiment_id";

    public ResultView {
        key = List.copyOf(key);
    }
}
