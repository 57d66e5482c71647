package io.plateau.report;

import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.p;
import static io.plateau.report.Numbers.paperP;
import static io.plateau.report.Numbers.withDeviation;

import java.util.List;
import java.util.Optional;

import io.plateau.report.TextTable.Column;

/** Table 1: community detection of the plateau groups against random controls. */
final class ClusteringSection {

    private ClusteringSection() {
    }

    static String of(Results results) {
        return Section.of(
                """
                        Table 1: community detection of plateau neurons beside random controls
                        p-value: one-sided permutation test against the controls; p (MWU): the paper's test, Bonferroni; d: Cohen's\
                        """,
                results, results.table1(), (experiment, rows) -> body(experiment, rows, results));
    }

    private static String body(Experiment experiment, List<Row> rows, Results results) {
        TextTable table = new TextTable(Column.left("Neuron Group", 22), Column.right("Neurons"),
                Column.right("Signed\nModularity"), Column.right("Communities"), Column.right("p-value"),
                Column.right("p (MWU)"), Column.right("d"), Column.right("paper:\nModularity").apart(),
                Column.right("\nCommunities"), Column.right("\np-value"));
        for (Row row : rows) {
            Optional<Row> paper = Section.paperRow(results.table1(), experiment, row, "neuron_group");
            table.row(row.text("neuron_group"), decimal(row.number("neurons"), 0), modularity(row), communities(row),
                    p(row.number("p_value")), p(row.number("p_mann_whitney")), decimal(row.number("cohens_d"), 2),
                    paper.map(ClusteringSection::modularity).orElse(""),
                    paper.map(ClusteringSection::communities).orElse(""),
                    paper.map(r -> paperP(r, "p_value")).orElse(""));
            Double filled = row.number("filled");
            if (filled != null && filled > 0) {
                table.note(decimal(filled, 0)
                        + " of these neurons are beyond the "
                        + (SubstituteNote.isSubstitute(row) ? "top ranks" : "plateau")
                        + ", the next of their sign by influence");
            }
            if (row.text("reason") != null) {
                table.note((row.number("p_value") == null ? "not tested: " : "") + row.text("reason"));
            }
        }
        SubstituteNote.of(experiment, results).ifPresent(table::note);
        LayerNotes.of(experiment, results).forEach(table::note);
        return Section.heading(experiment) + table.render();
    }

    private static String modularity(Row row) {
        return withDeviation(row.number("signed_modularity"), row.number("signed_modularity_sd"), 2);
    }

    private static String communities(Row row) {
        return withDeviation(row.number("communities"), row.number("communities_sd"), 1);
    }
}
