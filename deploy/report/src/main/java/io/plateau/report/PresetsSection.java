package io.plateau.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verdicts of experiments that differ by their preset, side by side. */
final class PresetsSection {
    private static final String WHY = "Where they differ: paper and published-code fit the power law to all ranks with equal"
            + " weights, look for the plateau by one fixed rule, use other thresholds and objectives for the graph, and other"
            + " tests: bootstraps against controls, and a head chosen on the contexts that measure it. Without any effect"
            + " these tests reject in far more than 5 % of data sets.";

    private PresetsSection() {
    }

    /** Empty unless a model has experiments of two presets. */
    static Optional<String> of(Results results) {
        Map<String, Map<String, Experiment>> models = new LinkedHashMap<>();
        for (Experiment experiment : results.experiments()) {
            if (experiment.specification() != null) {
                models.computeIfAbsent(experiment.name(), model -> new LinkedHashMap<>()).putIfAbsent(
                        preset(experiment), experiment);
            }
        }
        List<String> presets = models.values().stream().flatMap(given -> given.keySet().stream()).distinct().sorted()
                .toList();
        if (presets.size() < 2) {
            return Optional.empty();
        }
        List<TextTable.Column> columns = new ArrayList<>(
                List.of(TextTable.Column.left("model", 24), TextTable.Column.left("verdict", 24)));
        presets.forEach(preset -> columns.add(TextTable.Column.left(preset, 28)));
        TextTable table = new TextTable(columns.toArray(TextTable.Column[]::new));
        models.forEach((model, given) -> given.values().stream()
                .flatMap(experiment -> results.verdicts().of(experiment).stream()).map(row -> row.text("name"))
                .distinct()
                .sorted().forEach(name -> {
                    List<String> cells = new ArrayList<>(List.of(model, name));
                    presets.forEach(preset -> cells.add(cell(results, given.get(preset), name)));
                    table.row(cells.toArray(String[]::new));
                }));
        return Optional.of("Verdicts by preset\n\n" + table.render() + Text.wrapped("  ", WHY));
    }

    private static String preset(Experiment experiment) {
        return experiment.specificationTree().path("preset").asText("default");
    }

    private static String cell(Results results, Experiment experiment, String name) {
        return experiment == null
                ? "-"
                : results.verdicts().of(experiment).stream().filter(row -> row.text("name").equals(name)).findFirst()
                        .map(row -> row.text("outcome") + (row.number("p_value") == null
                                ? ""
                                : ", " + Numbers.equalsP(row.number("p_value"))))
                        .orElse("-");
    }
}
