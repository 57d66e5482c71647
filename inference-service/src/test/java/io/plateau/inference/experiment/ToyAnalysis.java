package io.plateau.inference.experiment;

import java.util.List;
import java.util.Set;

import io.plateau.contracts.AnalysisDeclaration;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.specification.ExperimentSpecification;

/** A fifth analysis, all that there is of it: experiments of one seed have it. */
public final class ToyAnalysis implements AnalysisDeclaration {
    static final long SEED = 424_242;

    @Override
    public String service() {
        return "toy";
    }

    @Override
    public List<Stage> stages() {
        return List.of(Stage.when("toy-sums", "toy", ToyAnalysis::isIn),
                Stage.verdictWhen("toys", "toy", ToyAnalysis::isIn));
    }

    @Override
    public Set<Topic> consumes() {
        // Of no work: nothing in these tests consumes for it, and the watchdog would wait for ever.
        return Set.of(Topic.DEAD_LETTERS);
    }

    private static boolean isIn(ExperimentSpecification specification) {
        return specification.seed() == SEED;
    }
}
