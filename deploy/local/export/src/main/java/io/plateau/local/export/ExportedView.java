package io.plateau.local.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.plateau.results.ResultCatalogue;
import io.plateau.results.ResultView;

/**
 * How a view of the schema {@code results} is exported.
 *
 * @param view with the columns that order its rows
 * @param omitted columns that are not exported, each with the reason
 * @param instead expressions in SQL that are exported in place of columns of which a part differs between runs
 */
record ExportedView(ResultView view, Map<String, String> omitted, Map<String, String> instead) {
    /** By name of the view: what differs between runs of one experiment, beside its identifier. */
    private static final Map<String, Map<String, String>> OMITTED = Map.of(
            "experiments", Map.of("requested_at", "a time", "finished_at", "a time"),
            "variants", Map.of("study", "made of the identifier of the request"),
            "trajectories", Map.of("study", "made of the identifier of the request"));

    private static final Map<String, Map<String, String>> INSTEAD = Map.of(
            // What the build was called; what it computed is in the other views.
            "experiments", Map.of("provenance", "provenance - 'codeVersion'"));

    /** Those of single experiments. */
    static final List<ExportedView> ALL = ResultCatalogue.OF_EXPERIMENTS.stream().map(ExportedView::of).toList();

    ExportedView {
        omitted = Map.copyOf(omitted);
        instead = Map.copyOf(instead);
    }

    private static ExportedView of(ResultView view) {
        Map<String, String> omitted = new HashMap<>(OMITTED.getOrDefault(view.name(), Map.of()));
        omitted.put(ResultView.EXPERIMENT,
                "chosen by the client; another request for the same experiment has another");
        return new ExportedView(view, omitted, INSTEAD.getOrDefault(view.name(), Map.of()));
    }

    String name() {
        return view.name();
    }

    List<String> key() {
        return view.key();
    }
}
