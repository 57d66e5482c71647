package io.plateau.local.report;

import java.util.List;
import java.util.Map;

/**
 * Everything that a report shows.
 *
 * @param figure points of Figure 1 by experiment and token group, by ascending rank
 */
record Results(List<Experiment> experiments, View regimes, View table1, View table2, View attention, View verdicts,
        Map<FigureKey, List<FigurePoint>> figure) {

    /** One panel of Figure 1. */
    record FigureKey(String experimentId, String tokenGroup) {
    }

    List<FigurePoint> points(Experiment experiment, String tokenGroup) {
        return figure.getOrDefault(new FigureKey(experiment.id(), tokenGroup), List.of());
    }
}
