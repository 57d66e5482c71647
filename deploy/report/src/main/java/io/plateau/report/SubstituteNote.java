package io.plateau.report;

import java.util.Optional;

/** Notes in tables about the plateau where no plateau was found and the top-ranked neurons are used as substitutes. */
final class SubstituteNote {
    static final String TEXT = "no plateau was found or top-k was requested: these are substitutes, the top-ranked neurons for"
            + " rare tokens";
    private static final String TOP_K = "top-k";

    private SubstituteNote() {
    }

    /** Whether a row's {@code plateau_rule} marks its neurons as substitutes. */
    static boolean isSubstitute(Row row) {
        return TOP_K.equals(row.text("plateau_rule"));
    }

    private static boolean hasSubstitutes(Experiment experiment, Results results) {
        return results.table1().of(experiment).stream().anyMatch(SubstituteNote::isSubstitute);
    }

    /** What the neurons that the later stages study are, for a title. */
    static String studied(Experiment experiment, Results results) {
        return hasSubstitutes(experiment, results) ? "top ranks (no plateau)" : "plateau";
    }

    /** Empty where there is a plateau. */
    static Optional<String> of(Experiment experiment, Results results) {
        return hasSubstitutes(experiment, results) ? Optional.of(TEXT) : Optional.empty();
    }
}
