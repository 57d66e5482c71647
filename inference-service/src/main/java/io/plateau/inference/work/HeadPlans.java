package io.plateau.inference.work;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.planning.Block;
import io.plateau.inference.planning.HeadContexts;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauEntity;
import io.plateau.runtime.experiment.ExperimentRepository;

/** The contexts and blocks of the head ablations: not stored, because plan, plateau and specification decide them. */
@ApplicationScoped
public class HeadPlans {
    private final ExperimentRepository experiments;
    private final PlanRepository plans;

    HeadPlans(ExperimentRepository experiments, PlanRepository plans) {
        this.experiments = experiments;
        this.plans = plans;
    }

    /**
     * @param contexts indices of the contexts, ascending
     * @param blocks over positions in {@code contexts}
     */
    public record HeadPlan(List<Integer> contexts, List<Block> blocks) {

        public List<Integer> ofBlock(int block) {
            int first = blocks.get(block).firstContext();
            return contexts.subList(first, first + blocks.get(block).contexts());
        }
    }

    public HeadPlan of(String experimentId, PlateauEntity plateau) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        PlanEntity plan = plans.get(experimentId);
        List<Integer> contexts = HeadContexts.choose(plan.contexts, specification.attention().headContexts(),
                specification.seed());
        return new HeadPlan(contexts, HeadContexts.blocks(plans.positions(experimentId, contexts), plan.neurons,
                plan.layers.length, plan.heads, specification.attention().controlDirections(), plateau.neurons.length));
    }
}
