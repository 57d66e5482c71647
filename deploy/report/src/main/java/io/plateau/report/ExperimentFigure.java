package io.plateau.report;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A figure of one experiment, drawn when it is wanted. */
public final class ExperimentFigure {
    private final Figure figure;
    private final String name;

    private ExperimentFigure(Figure figure, String name) {
        this.figure = figure;
        this.name = name;
    }

    /**
     * The figures of an experiment, those that cannot be drawn among them.
     *
     * @param analyst connection that may read schema {@code results}
     */
    public static List<ExperimentFigure> of(Connection analyst, String experimentId) throws SQLException {
        // Before the first touch of AWT: figures are painted in memory.
        System.setProperty("java.awt.headless", "true");
        Results results = new ResultsReader(analyst).read(List.of(experimentId));
        String suffix = "-" + results.experiments().get(0).label();
        return Figures.of(results).stream().map(figure -> new ExperimentFigure(figure, figure.name().endsWith(suffix)
                ? figure.name().substring(0, figure.name().length() - suffix.length())
                : figure.name())).toList();
    }

    /** Of its files, without what follows the dot. */
    public String name() {
        return name;
    }

    public String title() {
        return figure.title();
    }

    /** Why it cannot be drawn, as the end of a sentence; empty where it can. */
    public Optional<String> obstacle() {
        return Optional.ofNullable(figure.obstacle()).or(FigureFile::whyNot);
    }

    public String svg() throws IOException {
        return FigureFile.svg(figure);
    }

    public byte[] png() throws IOException {
        return FigureFile.png(figure);
    }
}
