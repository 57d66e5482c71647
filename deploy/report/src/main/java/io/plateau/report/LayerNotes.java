package io.plateau.report;

import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.equalsP;
import static io.plateau.report.Numbers.withDeviation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What stands below Table 1: the plateau in the whole layer's communities, effective dimensionality and weight spectra. */
final class LayerNotes {

    private static final double LEVEL = 0.05;

    private LayerNotes() {
    }

    static List<String> of(Experiment experiment, Results results) {
        List<String> notes = new ArrayList<>();
        results.view(Table.LAYER_GRAPHS).of(experiment)
                .forEach(row -> notes.add(layer(row, results.view(Table.COMMUNITIES).of(experiment))));
        results.view(Table.DIMENSIONALITY).of(experiment).forEach(row -> notes.add(dimensionality(row)));
        List<Row> spectra = results.view(Table.WEIGHT_SPECTRA).of(experiment);
        if (!spectra.isEmpty()) {
            notes.add(spectra(spectra));
        }
        return notes;
    }

    private static String layer(Row row, List<Row> communities) {
        String layer = "whole layer: " + decimal(row.number("neurons"), 0) + " neurons, "
                + decimal(row.number("edges"), 0) + " edges";
        if (row.number("signed_modularity") == null) {
            return layer + ": " + row.text("reason");
        }
        layer += ", " + decimal(row.number("communities"), 0) + " communities, signed modularity "
                + decimal(row.number("signed_modularity"), 2);
        Double p = row.number("p_concentration");
        if (p == null) {
            return layer + (row.text("reason") == null ? "" : "; " + row.text("reason"));
        }
        List<Row> tested = communities.stream()
                .filter(c -> "layer".equals(c.text("graph")) && c.number("p_corrected") != null).toList();
        return layer + "; two " + (SubstituteNote.isSubstitute(row) ? "substitute" : "plateau")
                + " neurons share a community with probability "
                + decimal(row.number("concentration"), 2) + " (by chance "
                + decimal(row.number("concentration_expected"), 2) + ", " + equalsP(p) + "); "
                + below(tested) + " of " + tested.size() + " communities enriched in them (Bonferroni)";
    }

    private static String dimensionality(Row row) {
        String name = "effective dimensionality, " + row.text("neuron_group") + ": ";
        if (row.number("dimensionality") == null) {
            return name + "none: " + row.text("reason");
        }
        Double p = row.number("p_corrected");
        return name + decimal(row.number("dimensionality"), 2) + ", controls "
                + withDeviation(row.number("controls_mean"), row.number("controls_sd"), 2)
                + (p == null ? " (not tested: " + row.text("reason") + ")" : ", " + equalsP(p) + " (Bonferroni)");
    }

    private static String spectra(List<Row> rows) {
        List<Row> tested = rows.stream().filter(row -> row.number("p_corrected") != null).toList();
        if (tested.isEmpty()) {
            return "weight spectra: not tested: " + rows.get(0).text("reason");
        }
        Row first = tested.stream().min(Comparator.comparing(row -> row.number("p_corrected"))).orElseThrow();
        return "weight spectra: " + below(tested) + " of " + tested.size()
                + " comparisons with the controls below " + LEVEL + " (Bonferroni); smallest: " + first.text("measure")
                + ", " + first.text("side") + " side, " + first.text("neuron_group") + ": "
                + decimal(first.number("value"), 2) + ", controls "
                + withDeviation(first.number("controls_mean"), first.number("controls_sd"), 2) + ", "
                + equalsP(first.number("p_corrected"));
    }

    private static long below(List<Row> tested) {
        return tested.stream().filter(row -> row.number("p_corrected") < LEVEL).count();
    }
}
