package io.plateau.report;

import java.time.Duration;
import java.util.stream.Collectors;

/** Which experiments the report is about and how each ended. */
final class ExperimentsSection {

    private ExperimentsSection() {
    }

    static String of(Results results) {
        if (results.experiments().isEmpty()) {
            return "No experiment was requested, so there is nothing to report.\n";
        }
        return results.experiments().stream().map(ExperimentsSection::line)
                .collect(Collectors.joining("", "Experiments\n", ""));
    }

    private static String line(Experiment experiment) {
        if (!experiment.isKnown()) {
            return Text.wrapped("  ", experiment.id() + ": " + experiment.condition());
        }
        return Text.wrapped("  ",
                experiment.label() + ": " + (experiment.model() == null ? "" : "model " + experiment.model() + ", ")
                        + (experiment.corpus() == null ? "" : "corpus " + experiment.corpus() + ", ")
                        + outcome(experiment) + " (" + experiment.id() + ")"
                        + (experiment.shortfall() == null ? "" : "; smaller than requested: " + experiment.shortfall())
                        + ExperimentJson.notes(experiment).stream().map("; "::concat).collect(Collectors.joining()));
    }

    private static String outcome(Experiment experiment) {
        if (!"COMPLETED".equals(experiment.status())) {
            return experiment.condition();
        }
        if (experiment.requestedAt() == null || experiment.finishedAt() == null) {
            return "completed";
        }
        return "completed in " + Duration.between(experiment.requestedAt(), experiment.finishedAt()).toSeconds() + " s";
    }
}
