package io.plateau.report;

import java.util.List;
import java.util.Locale;

/** The answers, each with its statistic, p-value and test, beside the paper's answer. */
final class VerdictsSection {
    /** Its sentence does not say how the neurons were found; that on clustering does. */
    private static final String ROUTING = "routing";

    private VerdictsSection() {
    }

    static String of(Results results) {
        return Section.of("Verdicts", results, results.verdicts(),
                (experiment, rows) -> body(experiment, rows, results.verdicts().paper()))
                + Text.wrapped("  ", PaperTestsNote.TEXT);
    }

    private static String body(Experiment experiment, List<Row> rows, List<Row> paper) {
        StringBuilder body = new StringBuilder("  " + Text.abbreviate(experiment.label(), 70) + "\n");
        for (Row row : rows) {
            body.append(Text.wrapped("    ", String.format(Locale.ROOT, "%s: %s", row.text("name"), row.text("outcome"))
                    .toUpperCase(Locale.ROOT) + ". " + row.text("summary")));
            body.append(Text.wrapped("      ", "test: " + measure(row) + " (" + row.text("test") + ")"));
            if (row.text("name").equals(ROUTING) && SubstituteNote.isSubstitute(row)) {
                body.append(Text.wrapped("      ", "note: " + SubstituteNote.TEXT));
            }
            paper.stream().filter(p -> p.text("name").equals(row.text("name")))
                    .forEach(p -> body
                            .append(Text.wrapped("      ", "paper: " + p.text("outcome") + ". " + p.text("summary"))));
        }
        return body.toString();
    }

    private static String measure(Row row) {
        Double value = row.number("value");
        if (value == null) {
            return row.text("statistic") + " was not tested";
        }
        Double p = row.number("p_value");
        String significance = p == null ? "" : ", " + Numbers.equalsP(p);
        return row.text("statistic") + " = " + Numbers.significant(value) + significance;
    }
}
