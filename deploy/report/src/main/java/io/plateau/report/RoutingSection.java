package io.plateau.report;

import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.p;
import static io.plateau.report.Numbers.paperP;
import static io.plateau.report.Numbers.percentWithDeviation;

import java.util.List;
import java.util.Optional;

import io.plateau.report.TextTable.Column;

/** Table 2: how much the plateau's activation changes when attention heads are ablated. */
final class RoutingSection {

    private RoutingSection() {
    }

    static String of(Results results) {
        return Section.of("""
                Table 2: attention head ablation
                change of the plateau's activation ± standard deviation over contexts; d: Cohen's d
                p-value: paired over contexts, Bonferroni; p (BH): the same by Benjamini and Hochberg\
                """, results, results.table2(), (experiment, rows) -> body(experiment, rows, results));
    }

    private static String body(Experiment experiment, List<Row> rows, Results results) {
        TextTable table = new TextTable(Column.left("Ablation Target", 25), Column.left("Which", 19),
                Column.right("Change"), Column.right("d"), Column.right("p-value"), Column.right("p (BH)"),
                Column.right("paper:\nChange").apart(), Column.right("d"), Column.right("p-value"));
        for (Row row : rows) {
            Optional<Row> paper = Section.paperRow(results.table2(), experiment, row, "ablation_target");
            table.row(row.text("ablation_target"), row.text("which"), change(row),
                    decimal(row.number("effect_size"), 2),
                    p(row.number("p_value")), p(row.number("p_benjamini_hochberg")),
                    paper.map(RoutingSection::change).orElse(""),
                    paper.map(r -> decimal(r.number("effect_size"), 2)).orElse(""),
                    paper.map(r -> paperP(r, "p_value")).orElse(""));
            if (row.text("reason") != null) {
                table.note("not tested: " + row.text("reason"));
            }
        }
        SubstituteNote.of(experiment, results).ifPresent(table::note);
        HeadNotes.of(experiment, results).forEach(table::note);
        return Section.heading(experiment) + table.render();
    }

    private static String change(Row row) {
        return percentWithDeviation(row.number("change_percent"), row.number("change_sd"));
    }
}
