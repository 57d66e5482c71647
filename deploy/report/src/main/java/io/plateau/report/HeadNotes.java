package io.plateau.report;

import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.equalsP;
import static io.plateau.report.Numbers.withInterval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What stands below Table 2: heads that favour rare tokens, and the largest effect of patching. */
final class HeadNotes {

    private static final double LEVEL = 0.05;

    private HeadNotes() {
    }

    static List<String> of(Experiment experiment, Results results) {
        List<String> notes = new ArrayList<>();
        heads(results.view(Table.HEADS).of(experiment)).ifPresent(notes::add);
        List<Row> patched = results.view(Table.PATCHING).of(experiment);
        for (String part : List.of("head", "layer")) {
            patching(part, patched.stream().filter(row -> part.equals(row.text("part"))).toList())
                    .ifPresent(notes::add);
        }
        return notes;
    }

    private static Optional<String> heads(List<Row> rows) {
        List<Row> tested = rows.stream().filter(row -> row.number("p_benjamini_hochberg") != null).toList();
        if (tested.isEmpty()) {
            return Optional.empty();
        }
        long found = tested.stream()
                .filter(row -> row.number("excess") > 0 && row.number("p_benjamini_hochberg") < LEVEL).count();
        Row most = tested.stream().max(Comparator.comparing(row -> row.number("excess"))).orElseThrow();
        long verdict = tested.stream()
                .filter(row -> row.number("excess") > 0 && row.number("p_value") < LEVEL).count();
        return Optional.of(found + " of " + tested.size() + " heads have more impact at rare than at common tokens "
                + "(Benjamini-Hochberg below " + LEVEL + "; by Holm, as the verdict goes, " + verdict
                + "); largest excess: " + name(most) + ", "
                + decimal(most.number("excess"), 2) + " percentage points, "
                + equalsP(most.number("p_benjamini_hochberg")));
    }

    private static Optional<String> patching(String part, List<Row> rows) {
        return rows.stream().filter(row -> row.number("p_raw") != null)
                .min(Comparator.comparing(row -> row.number("p_raw")))
                .map(row -> "patching " + part + "s over " + decimal(row.number("pairs"), 0)
                        + " pairs" + (row.text("shortfall") == null ? "" : " (" + row.text("shortfall") + ")")
                        + ": clearest for " + name(row) + ", moves the activation by "
                        + Numbers.significant(row.number("moved")) + restored(row) + ", "
                        + equalsP(row.number("p_value"))
                        + " (Bonferroni)")
                .or(() -> rows.stream().findFirst()
                        .map(row -> "patching " + part + "s: not tested: " + row.text("reason")));
    }

    private static String restored(Row row) {
        return row.number("effect") == null
                ? ""
                : ", " + withInterval(row.number("effect"), row.number("effect_low"), row.number("effect_high"), 2)
                        + " of the gap";
    }

    private static String name(Row row) {
        String layer = "layer " + row.text("layer");
        return row.text("head") == null ? layer : layer + " head " + row.text("head");
    }
}
