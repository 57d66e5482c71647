package io.plateau.local.faults.moment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.specification.ExperimentSpecification;

/** The experiment that every round runs and that the faults strike. */
public final class StruckExperiment {
    private static final String SPECIFICATION = read();
    private static final List<Stage> STAGES = Stages.of(ExperimentSpecification.parse(SPECIFICATION));

    private StruckExperiment() {
    }

    /** The request, as JSON. */
    public static String specification() {
        return SPECIFICATION;
    }

    /** Its stages, in order: a fault that waits for any other stage would wait in vain. */
    public static List<Stage> stages() {
        return STAGES;
    }

    private static String read() {
        try (InputStream file = StruckExperiment.class.getResourceAsStream("experiment.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
