package io.plateau.inference.work;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.planning.HeadContexts;
import io.plateau.inference.planning.JointSets;
import io.plateau.inference.planning.JointSets.JointSet;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauEntity;
import io.plateau.runtime.experiment.ExperimentRepository;

/** The sets, contexts and blocks of the joint ablations: not stored, because plan, plateau, capture and specification decide them. */
@ApplicationScoped
public class SetPlans {
    private static final int CONTEXTS_OF_BLOCK = 4;
    private static final int SETS_OF_BLOCK = 128;

    private final ExperimentRepository experiments;
    private final PlanRepository plans;
    private final CaptureMeanRepository means;

    SetPlans(ExperimentRepository experiments, PlanRepository plans, CaptureMeanRepository means) {
        this.experiments = experiments;
        this.plans = plans;
        this.means = means;
    }

    /** Every batch of contexts with every batch of sets, sets first. */
    public record SetPlan(List<Integer> contexts, List<JointSet> sets) {
        public int blocks() {
            return batches(contexts.size(), CONTEXTS_OF_BLOCK) * batches(sets.size(), SETS_OF_BLOCK);
        }

        public List<Integer> contextsOf(int block) {
            return batch(contexts, block / batches(sets.size(), SETS_OF_BLOCK), CONTEXTS_OF_BLOCK);
        }

        public List<JointSet> setsOf(int block) {
            return batch(sets, block % batches(sets.size(), SETS_OF_BLOCK), SETS_OF_BLOCK);
        }

        private static int batches(int count, int size) {
            return (count + size - 1) / size;
        }

        private static <T> List<T> batch(List<T> all, int index, int size) {
            return all.subList(index * size, Math.min(all.size(), (index + 1) * size));
        }
    }

    public SetPlan of(String experimentId, PlateauEntity plateau) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        List<Integer> contexts = HeadContexts.choose(plans.get(experimentId).contexts,
                specification.mechanisms().contexts(), specification.seed());
        return new SetPlan(contexts, JointSets.of(plateau.ranking, plateau.studied,
                means.absoluteActivation(experimentId), specification.mechanisms(), specification.seed()));
    }
}
