package io.plateau.report;

import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.p;
import static io.plateau.report.Numbers.withInterval;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.plateau.report.TextTable.Column;

/** What the neurons' influence is made of, and what the plateau does together. */
final class CausesSection {
    private static final int DIGITS = 4;

    private CausesSection() {
    }

    static String of(Results results) {
        return roles(results) + "\n" + doses(results);
    }

    private static String roles(Results results) {
        return Section.of(
                """
                        Roles: what the neurons' effect on rare tokens is made of, in the plateau and in the whole layer
                        matched: mean of random sets matched to it in mean |activation|; p: one-sided against them, Holm\
                        """,
                results, results.view(Table.ROLE_ENRICHMENT),
                (experiment, rows) -> roles(experiment, ofRare(rows), results));
    }

    private static List<Row> ofRare(List<Row> rows) {
        return rows.stream().filter(row -> "rare".equals(row.text("token_group"))).toList();
    }

    private static String roles(Experiment experiment, List<Row> rows, Results results) {
        TextTable table = new TextTable(Column.left("Role", 14), Column.right("Layer"), Column.right("Plateau"),
                Column.right("Matched"), Column.right("p-value"), Column.right("p (hyper-\ngeometric)"));
        for (Row row : rows) {
            table.row(row.text("role"), of(row, "in_layer", "layer"), of(row, "in_plateau", "plateau"),
                    decimal(row.number("matched_mean"), 2), p(row.number("p_corrected")),
                    p(row.number("p_hypergeometric")));
        }
        SubstituteNote.of(experiment, results).ifPresent(table::note);
        List<Row> studied = ofRare(results.view(Table.NEURON_EFFECTS).of(experiment)).stream()
                .filter(row -> "plateau".equals(row.text("studied_as")) || "substitute".equals(row.text("studied_as")))
                .toList();
        if (!studied.isEmpty()) {
            table.note("of the " + studied.size() + " neurons' effects on rare tokens, added up without their signs, "
                    + share(studied, "direct") + " is direct, " + share(studied, "norm_mediated")
                    + " goes through the final norm's scale and " + share(studied, "frequency_mediated")
                    + " along the unigram direction (parts overlap and may cancel)");
        }
        return "  " + Text.abbreviate(experiment.label(), 70) + "\n" + table.render();
    }

    private static String of(Row row, String part, String whole) {
        return decimal(row.number(part), 0) + " of " + decimal(row.number(whole), 0);
    }

    private static String share(List<Row> rows, String column) {
        double part = rows.stream().mapToDouble(row -> Math.abs(row.number(column))).sum();
        double total = rows.stream().mapToDouble(row -> Math.abs(row.number("total"))).sum();
        return decimal(100 * part / total, 0) + "%";
    }

    private static String doses(Results results) {
        return Section.of(
                """
                        Joint ablation: loss change with the top ranks ablated at once, nats (95 % intervals over contexts)
                        p-value: one-sided, that matched sets are as selective; synergy: at once less one at a time, rare tokens\
                        """,
                results, results.view(Table.DOSE_RESPONSE),
                (experiment, rows) -> doses(experiment, rows, results));
    }

    private static String doses(Experiment experiment, List<Row> rows, Results results) {
        TextTable table = new TextTable(Column.left("Top ranks", 17), Column.right("Rare").upTo(27),
                Column.right("Common").upTo(27),
                Column.right("Rare -\ncommon"), Column.right("Matched\nsets"), Column.right("p-value"),
                Column.right("Synergy"));
        String studied = SubstituteNote.of(experiment, results).isPresent() ? " (substitutes)" : " (plateau)";
        Map<Integer, Map<String, Row>> bySize = rows.stream().collect(Collectors.groupingBy(
                row -> row.number("size").intValue(), TreeMap::new,
                Collectors.toMap(row -> row.text("token_group"), row -> row)));
        bySize.forEach((size, groups) -> {
            Row rare = groups.get("rare");
            table.row(size + ("t".equals(rare.text("is_studied")) ? studied : ""), change(rare),
                    change(groups.get("common")), decimal(rare.number("selectivity"), DIGITS),
                    decimal(rare.number("selectivity_controls"), DIGITS), p(rare.number("p_value")),
                    decimal(rare.number("synergy"), DIGITS));
        });
        results.view(Table.SUFFICIENCY).of(experiment).stream()
                .filter(row -> "rare".equals(row.text("token_group")) && "t".equals(row.text("suffices"))
                        && row.number("size") > 0)
                .findFirst().ifPresentOrElse(
                        row -> table.note("the top " + decimal(row.number("size"), 0)
                                + " ranks suffice: with all other neurons of the layer ablated, the loss of rare tokens"
                                + " rises by " + decimal(row.number("change"), DIGITS) + " nats, "
                                + decimal(100 * row.number("share_of_gap"), 1)
                                + "% of what it rises by with all of them ablated"),
                        () -> table.note("no number of top ranks that was tried suffices alone"));
        return "  " + Text.abbreviate(experiment.label(), 70) + "\n" + table.render();
    }

    private static String change(Row row) {
        return withInterval(row.number("change"), row.number("low"), row.number("high"), DIGITS);
    }
}
