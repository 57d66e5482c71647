package io.plateau.report;

import static io.plateau.report.Numbers.ABSENT;
import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.p;
import static io.plateau.report.Numbers.paperP;
import static io.plateau.report.Numbers.withDeviation;

import java.util.List;

import io.plateau.report.TextTable.Column;

/** Concentration of attention and its similarity between rare and common targets, all models in one table. */
final class AttentionSection {

    private AttentionSection() {
    }

    static String of(Results results) {
        TextTable table = new TextTable(Column.left("Model", 30), Column.right("Heads"), Column.right("Gini, rare"),
                Column.right("Gini, common"), Column.right("p-value\nheads"), Column.right("p-value\ncontexts"),
                Column.right("Similarity r\nrare, common"));
        StringBuilder missing = new StringBuilder();
        for (Experiment experiment : results.experiments()) {
            List<Row> rows = results.attention().of(experiment);
            rows.forEach(row -> row(table, experiment.label(), row, p(row.number("gini_p_value"))));
            if (rows.isEmpty()) {
                missing.append(Text.wrapped("  ", experiment.label() + ": no rows: " + experiment.condition() + "."));
            }
        }
        results.attention().paper().forEach(row -> row(table, "paper", row, paperP(row, "gini_p_value")));
        return "Attention: concentration (Gini coefficient; paired t-tests over heads and over contexts) and similarity of profiles\n\n"
                + table.render() + missing;
    }

    private static void row(TextTable table, String model, Row row, String p) {
        table.row(model, row.number("heads") == null ? ABSENT : decimal(row.number("heads"), 0),
                withDeviation(row.number("gini_rare"), row.number("gini_rare_sd"), 2),
                withDeviation(row.number("gini_common"), row.number("gini_common_sd"), 2), p,
                p(row.number("gini_p_contexts")),
                withDeviation(row.number("similarity"), row.number("similarity_sd"), 2));
        if (row.text("reason") != null) {
            table.note(row.text("reason"));
        }
    }
}
