package io.plateau.report;

import java.util.List;
import java.util.function.Predicate;

/** The rows of one query over the views, measured ones first, then the paper's. */
record View(List<String> columns, List<Row> rows) {

    /** The rows that were measured by one experiment. */
    List<Row> of(Experiment experiment) {
        return where(row -> experiment.id().equals(row.text("experiment_id")));
    }

    /** The paper's own rows. */
    List<Row> paper() {
        return where(Row::isPaper);
    }

    private List<Row> where(Predicate<Row> condition) {
        return rows.stream().filter(condition).toList();
    }
}
