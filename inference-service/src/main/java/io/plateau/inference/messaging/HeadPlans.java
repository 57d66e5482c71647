package io.plateau.inference.messaging;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.planning.Block;
import io.plateau.inference.planning.HeadContexts;
import io.plateau.inference.store.PlanRow;
import io.plateau.inference.store.Plans;
import io.plateau.inference.store.PlateauRow;
import io.plateau.runtime.experiment.Experiments;

/** The contexts and blocks of the head ablations: not stored, because plan, plateau and specification decide them. */
@ApplicationScoped
public class HeadPlans {
    private final Experiments experiments;
    private final Plans plans;

    HeadPlans(Experiments experiments, Plans plans) {
        this.experiments = experiments;
        this.plans = plans;
    }

    /**
     * @param contexts indices of the contexts, ascending
     * @param blocks over positions in {@code contexts}
     */
    record HeadPlan(List<Integer> contexts, List<Block> blocks) {

        List<Integer> ofBlock(int block) {
            int first = blocks.get(block).firstContext();
            return contexts.subList(first, first + blocks.get(block).contexts());
        }
    }

    HeadPlan of(String experimentId, PlateauRow plateau) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        PlanRow plan = plans.get(experimentId);
        List<Integer> contexts = HeadContexts.choose(plan.contexts, specification.attention().headContexts(),
                specification.seed());
        return new HeadPlan(contexts, HeadContexts.blocks(plans.positions(experimentId, contexts), plan.neurons,
                plan.layers.length, plan.heads, specification.attention().controlDirections(), plateau.neurons.length));
    }
}
