package io.plateau.report;

import static io.plateau.report.Numbers.ABSENT;
import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.withDeviation;
import static io.plateau.report.Numbers.withInterval;

import java.util.List;

import io.plateau.report.TextTable.Column;

/** The fits of Figure 1: line (Eq. 4), segments and plateau, per model and token group. */
final class RegimesSection {

    private RegimesSection() {
    }

    static String of(Results results) {
        return Section.of(
                "Figure 1: fits of influence against rank (log-log; 95 % intervals, corrected for noise)",
                results, results.regimes(), (experiment, rows) -> body(experiment, rows, results));
    }

    private static String body(Experiment experiment, List<Row> rows, Results results) {
        TextTable table = new TextTable(Column.left("Tokens", 14), Column.right("Neurons"), Column.right("kappa"),
                Column.right("beta"), Column.right("R²"), Column.right("|delta|\n< 0.1"), Column.right("Seg-\nments"),
                Column.right("Breakpoints"), Column.right("kappa of\nsegment"), Column.left("Plateau\nrule", 8),
                Column.right("Plateau\nneurons"));
        rows.forEach(row -> measured(table, row));
        results.regimes().paper().forEach(row -> paper(table, row));
        results.view(Table.TAIL_FITS).of(experiment).forEach(row -> table.note(TailNotes.of(row)));
        return "  " + Text.abbreviate(experiment.label(), 70) + "\n" + table.render();
    }

    private static void measured(TextTable table, Row row) {
        table.row(row.text("token_group"), decimal(row.number("neurons"), 0),
                withInterval(row.number("kappa"), row.number("kappa_low"), row.number("kappa_high"), 2),
                decimal(row.number("beta"), 2), decimal(row.number("r_squared"), 2), share(row),
                decimal(row.number("segments"), 0), breakpoints(row), decimal(row.number("segment_kappa"), 2),
                row.text("plateau_rule"), withInterval(row.number("plateau_size"), row.number("plateau_size_low"),
                        row.number("plateau_size_high"), 0));
        String group = row.text("token_group");
        if (row.text("noise_statement") != null) {
            table.note(group + " tokens: " + row.text("noise_statement"));
        }
        if (row.number("kappa_percentile_low") != null && row.number("kappa_corrected") != null) {
            table.note("kappa of " + group + " tokens is " + decimal(row.number("kappa_corrected"), 2)
                    + " once corrected for noise; a percentile bootstrap, which adds noise to noise, would say "
                    + decimal(row.number("kappa_percentile_low"), 2) + " to "
                    + decimal(row.number("kappa_percentile_high"), 2));
        }
        if (row.text("plateau_statement") != null) {
            table.note("plateau of " + row.text("token_group") + " tokens: " + row.text("plateau_statement"));
        }
        Double dropped = row.number("dropped");
        if (dropped != null && dropped > 0) {
            table.note(decimal(dropped, 0) + " further neurons have no influence and were dropped");
        }
        if (row.text("reason") != null && !String.valueOf(row.text("noise_statement")).endsWith(row.text("reason"))) {
            table.note(row.text("token_group") + " tokens: " + row.text("reason"));
        }
    }

    private static void paper(TextTable table, Row row) {
        table.row("paper: " + row.text("token_group"), ABSENT,
                withDeviation(row.number("kappa"), row.number("kappa_sd"), 2),
                ABSENT, decimal(row.number("r_squared"), 2), share(row), ABSENT, ABSENT, ABSENT, ABSENT,
                range(row.number("plateau_size_low"), row.number("plateau_size_high")));
    }

    private static String share(Row row) {
        Double share = row.number("share_within_tenth");
        return share == null ? ABSENT : decimal(100 * share, 0) + "%";
    }

    private static String breakpoints(Row row) {
        Double first = row.number("breakpoint_1");
        Double second = row.number("breakpoint_2");
        return second == null ? decimal(first, 0) : decimal(first, 0) + ", " + decimal(second, 0);
    }

    private static String range(Double low, Double high) {
        return low == null || high == null ? ABSENT : decimal(low, 0) + " to " + decimal(high, 0);
    }
}
