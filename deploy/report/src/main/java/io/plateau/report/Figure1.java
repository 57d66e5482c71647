package io.plateau.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Figure 1 of one experiment: rare and common tokens side by side on the same axes. */
final class Figure1 {

    private static final List<String> GROUPS = List.of("rare", "common");

    private final Experiment experiment;
    private final Results results;

    private Figure1(Experiment experiment, Results results) {
        this.experiment = experiment;
        this.results = results;
    }

    /** Not drawn where no neuron of the experiment has been ranked. */
    static Figure of(Experiment experiment, Results results) {
        return new Figure1(experiment, results).figure();
    }

    private Figure figure() {
        String name = "figure-1-" + experiment.label();
        String title = "Figure 1, " + Text.abbreviate(experiment.label(), 60)
                + ": influence of the " + mlp() + "'s neurons";
        if (GROUPS.stream().allMatch(group -> points(group).isEmpty())) {
            return Figure.missing(name, title, experiment.condition());
        }
        AxisRange range = AxisRange.of(GROUPS.stream().map(this::points).toList());
        return Figure.of(name, title, GROUPS.stream().map(group -> panel(group, range)).toList());
    }

    private String mlp() {
        JsonNode layer = experiment.specificationTree().at("/mlp/layers");
        return layer.isInt() ? "MLP of layer " + layer : "final MLP";
    }

    private Panel panel(String group, AxisRange range) {
        if (points(group).isEmpty()) {
            return Panel.sentence("No neuron has an influence on " + group + " tokens.");
        }
        return (graphics, width, height) -> FigurePanel
                .of(title(group), points(group), range, breakpoints(group),
                        fits(group).map(row -> row.number("noise_floor")).filter(Objects::nonNull).findFirst(), width,
                        height)
                .paint(graphics, width, height);
    }

    private String title(String group) {
        String fit = fits(group)
                .map(row -> ": κ = " + Numbers.withInterval(row.number("kappa"), row.number("kappa_low"),
                        row.number("kappa_high"), 2) + ", R² = " + Numbers.decimal(row.number("r_squared"), 2))
                .findFirst().orElse("");
        return (group.equals("rare") ? "(a) Rare tokens" : "(b) Common tokens") + fit;
    }

    private List<Double> breakpoints(String group) {
        List<Double> breakpoints = new ArrayList<>();
        fits(group).forEach(row -> Stream.of("breakpoint_1", "breakpoint_2").map(row::number).filter(Objects::nonNull)
                .forEach(breakpoints::add));
        return breakpoints;
    }

    private Stream<Row> fits(String group) {
        return results.regimes().of(experiment).stream().filter(row -> group.equals(row.text("token_group")));
    }

    private List<FigurePoint> points(String group) {
        return results.points(experiment, group).stream().filter(point -> point.influence() > 0).toList();
    }
}
