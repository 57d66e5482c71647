package io.plateau.report;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The shape that the sections share: a title, then for every experiment its rows or a sentence that says why there are none. */
final class Section {

    private Section() {
    }

    /**
     * @param body from the experiment's rows and the paper's rows that stand beside them
     */
    static String of(String title, Results results, View view, BiFunction<Experiment, List<Row>, String> body) {
        StringBuilder section = new StringBuilder(title).append('\n');
        for (Experiment experiment : results.experiments()) {
            List<Row> rows = view.of(experiment);
            section.append('\n');
            if (rows.isEmpty()) {
                section.append(Text.wrapped("  ", experiment.label() + ": no rows: " + experiment.condition() + "."));
            } else {
                section.append(body.apply(experiment, rows));
            }
        }
        return section.toString();
    }

    /** Name of a model and of the paper's model beside it. */
    static String heading(Experiment experiment) {
        String beside = PaperModel.counterpart(experiment.model()).map(paper -> ", beside " + paper + " of the paper")
                .orElse(", which has no counterpart in the paper");
        return "  " + Text.abbreviate(experiment.label(), 70) + beside + "\n";
    }

    /** The paper's row of the counterpart with the same text in a column, where there is one. */
    static Optional<Row> paperRow(View view, Experiment experiment, Row measured, String column) {
        return PaperModel.counterpart(experiment.model()).flatMap(model -> view.paper().stream()
                .filter(row -> model.isNamed(row.text("model")) && row.text(column).equals(measured.text(column)))
                .findFirst());
    }
}
