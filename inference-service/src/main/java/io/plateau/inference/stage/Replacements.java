package io.plateau.inference.stage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.Replacement;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.ConstantRepository;
import io.plateau.statistics.random.SeedDerivation;

/** What an experiment puts in place of an ablated neuron's activation. */
@ApplicationScoped
class Replacements {
    private final CaptureMeanRepository means;
    private final ConstantRepository constants;

    Replacements(CaptureMeanRepository means, ConstantRepository constants) {
        this.means = means;
        this.constants = constants;
    }

    /** @param contexts of the block; the draws depend on these alone, so all stages agree */
    Replacement of(String experimentId, ExperimentSpecification specification, List<PlannedContext> contexts) {
        return switch (specification.ablation().value()) {
            case MEAN -> new Replacement.Constant(means.activation(experimentId));
            case ZERO -> new Replacement.Constant(new double[means.activation(experimentId).length]);
            case RESAMPLE -> new Replacement.Resampled(ContextRows.groupOfEach(contexts), SeedDerivation.SHA_256.derive(
                    specification.seed(), "resampled-activations",
                    contexts.isEmpty() ? 0 : contexts.get(0).index()));
            case OPTIMAL -> {
                double[][] ofGroups = constants.of(experimentId);
                yield new Replacement.ByGroup(
                        new double[][]{ofGroups[0], ofGroups[1], means.activation(experimentId)},
                        ContextRows.groupOfEach(contexts));
            }
        };
    }
}
