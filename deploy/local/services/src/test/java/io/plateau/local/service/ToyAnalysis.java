package io.plateau.local.service;

import java.util.List;
import java.util.Set;

import io.plateau.contracts.AnalysisDeclaration;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;

/** A fifth analysis, of no experiment. */
public final class ToyAnalysis implements AnalysisDeclaration {
    @Override
    public String service() {
        return "toy";
    }

    @Override
    public List<Stage> stages() {
        return List.of(Stage.verdictWhen("toys", "toy", specification -> false));
    }

    @Override
    public Set<Topic> consumes() {
        return Set.of(Topic.ACTIVATIONS);
    }
}
