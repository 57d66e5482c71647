package io.plateau.contracts;

import java.util.Arrays;
import java.util.List;

import io.plateau.contracts.specification.ExperimentSpecification;

/** Which stages an experiment has: the one list that planning, completion, progress and reports read. */
public final class Stages {
    private Stages() {
    }

    /** The stages of an experiment with this specification, in the order of progress. */
    public static List<Stage> of(ExperimentSpecification specification) {
        return Arrays.stream(Stage.values()).filter(stage -> stage.isOf(specification)).toList();
    }

    /** Names of the services that run stages, the front door's first. */
    public static List<String> services() {
        return Arrays.stream(Stage.values()).map(Stage::service).distinct().toList();
    }
}
