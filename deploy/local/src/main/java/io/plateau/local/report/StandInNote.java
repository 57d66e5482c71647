package io.plateau.local.report;

import java.util.Optional;

/** Says of tables about the plateau that there is none, where other neurons stand in for it. */
final class StandInNote {
    static final String TEXT = "no plateau was found, or top-k was asked for: here the neurons of the top ranks of rare tokens"
            + " stand in for one";
    private static final String TOP_K = "top-k";

    private StandInNote() {
    }

    /** Whether a row's {@code plateau_rule} says that its neurons are none of a plateau. */
    static boolean standsIn(Row row) {
        return TOP_K.equals(row.text("plateau_rule"));
    }

    private static boolean standIn(Experiment experiment, Results results) {
        return results.table1().of(experiment).stream().anyMatch(StandInNote::standsIn);
    }

    /** What the neurons that the later stages study are, for a title. */
    static String studied(Experiment experiment, Results results) {
        return standIn(experiment, results) ? "top ranks (no plateau)" : "plateau";
    }

    /** Empty where there is a plateau. */
    static Optional<String> of(Experiment experiment, Results results) {
        return standIn(experiment, results) ? Optional.of(TEXT) : Optional.empty();
    }
}
