package io.plateau.local.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a view of the schema {@code results} is exported.
 *
 * @param name of the view
 * @param key columns that tell the rows of one experiment apart, in order; empty where there is at most one row
 * @param omitted columns that are not exported, each with the reason
 * @param instead expressions in SQL that are exported in place of columns of which a part differs between runs
 */
record ExportedView(String name, List<String> key, Map<String, String> omitted, Map<String, String> instead) {
    static final String EXPERIMENT = "experiment_id";

    ExportedView {
        key = List.copyOf(key);
        omitted = Map.copyOf(omitted);
        instead = Map.copyOf(instead);
    }

    /** A view of which only the identifier of the experiment is left out. */
    static ExportedView of(String name, String... key) {
        return new ExportedView(name, List.of(key),
                Map.of(EXPERIMENT, "chosen by the client; another request for the same experiment has another"),
                Map.of());
    }

    ExportedView omit(String column, String reason) {
        Map<String, String> more = new LinkedHashMap<>(omitted);
        more.put(column, reason);
        return new ExportedView(name, key, more, instead);
    }

    ExportedView replace(String column, String expression) {
        Map<String, String> more = new LinkedHashMap<>(instead);
        more.put(column, expression);
        return new ExportedView(name, key, omitted, more);
    }
}
