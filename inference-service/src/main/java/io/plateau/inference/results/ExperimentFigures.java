package io.plateau.inference.results;

import java.io.IOException;
import java.util.List;

import io.plateau.report.ExperimentFigure;
import io.plateau.results.ResultCatalogue;

/** Figures of experiments. */
public final class ExperimentFigures {
    private final ResultReader reader;

    public ExperimentFigures(ResultReader reader) {
        this.reader = reader;
    }

    /** Those of an experiment; none before every service has started once and made its views. */
    public List<ExperimentFigure> of(String experimentId) throws IOException {
        return reader.tables().size() < ResultCatalogue.OF_EXPERIMENTS.size()
                ? List.of()
                : reader.reading(connection -> ExperimentFigure.of(connection, experimentId));
    }
}
