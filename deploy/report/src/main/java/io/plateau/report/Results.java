package io.plateau.report;

import java.util.List;
import java.util.Map;

/**
 * Everything that a report shows.
 *
 * @param views rows of each table; a table that is not here has no rows
 * @param figure points of Figure 1 by experiment and token group, by ascending rank
 */
record Results(List<Experiment> experiments, Map<Table, View> views, Map<FigureKey, List<FigurePoint>> figure) {

    private static final View EMPTY = new View(List.of(), List.of());

    /** One panel of Figure 1. */
    record FigureKey(String experimentId, String tokenGroup) {
    }

    View view(Table table) {
        return views.getOrDefault(table, EMPTY);
    }

    View regimes() {
        return view(Table.REGIMES);
    }

    View table1() {
        return view(Table.TABLE_1);
    }

    View table2() {
        return view(Table.TABLE_2);
    }

    View attention() {
        return view(Table.ATTENTION);
    }

    View verdicts() {
        return view(Table.VERDICTS);
    }

    List<FigurePoint> points(Experiment experiment, String tokenGroup) {
        return figure.getOrDefault(new FigureKey(experiment.id(), tokenGroup), List.of());
    }
}
