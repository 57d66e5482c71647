package io.plateau.local.faults.moment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.specification.ExperimentSpecification;

/** The experiment that every round runs and that the faults strike, in two sizes of the same stages. */
public enum StruckExperiment {
    /** On a bundled model, in blocks of the usual size. */
    WHOLE("experiment.json"),
    /** On a model for tests, to be computed in small blocks. */
    SMALL("small-experiment.json");

    private static final List<Stage> STAGES = Stages.of(ExperimentSpecification.parse(WHOLE.specification));

    private final String specification;

    StruckExperiment(String resource) {
        this.specification = read(resource);
    }

    /** The request, as JSON. */
    public String specification() {
        return specification;
    }

    /** Their stages, in order: a fault that waits for any other stage would wait in vain. */
    public static List<Stage> stages() {
        return STAGES;
    }

    private static String read(String resource) {
        try (InputStream file = StruckExperiment.class.getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
