package io.plateau.contracts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.plateau.contracts.specification.ExperimentSpecification;

/** Which stages an experiment has: the one list that planning, completion, progress and reports read. */
public final class Stages {
    private static final Set<Stage> OF_WEIGHTS = EnumSet.of(Stage.CAPTURE_WEIGHTS, Stage.WEIGHTS);
    private static final Set<Stage> OF_PATCHING = EnumSet.of(Stage.PATCH_HEADS, Stage.HEAD_PATCHES);
    private static final Set<Stage> VERDICTS = EnumSet.of(Stage.REGIMES, Stage.CLUSTERING, Stage.ROUTING);

    private Stages() {
    }

    /** The stages of an experiment with this specification, in the order of {@link Stage}. */
    public static List<Stage> of(ExperimentSpecification specification) {
        Set<Stage> off = EnumSet.noneOf(Stage.class);
        if (!specification.graph().weightSpectra()) {
            off.addAll(OF_WEIGHTS);
        }
        if (specification.attention().patchingPairs() == 0) {
            off.addAll(OF_PATCHING);
        }
        return Arrays.stream(Stage.values()).filter(stage -> !off.contains(stage)).toList();
    }

    /** Whether the experiment has the stage. */
    public static boolean has(ExperimentSpecification specification, Stage stage) {
        return of(specification).contains(stage);
    }

    /** Whether the stage ends with a verdict. */
    public static boolean givesVerdict(Stage stage) {
        return VERDICTS.contains(stage);
    }
}
