package io.plateau.inference.work;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.TokenSpecification;
import io.plateau.contracts.specification.TokenSpecification.GroupedBy;
import io.plateau.contracts.specification.TokenSpecification.Grouping;
import io.plateau.inference.planning.Block;
import io.plateau.inference.planning.PatchPair;
import io.plateau.inference.planning.PatchPairs;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanMatchingRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauEntity;
import io.plateau.runtime.experiment.ExperimentRepository;

/** The pairs and blocks of the patching: not stored, because plan, plateau and specification decide them. */
@ApplicationScoped
public class PatchPlans {
    private final ExperimentRepository experiments;
    private final PlanRepository plans;
    private final PlanMatchingRepository matchings;

    PatchPlans(ExperimentRepository experiments, PlanRepository plans, PlanMatchingRepository matchings) {
        this.experiments = experiments;
        this.plans = plans;
        this.matchings = matchings;
    }

    /** @param blocks over places in {@code pairs}; none when the experiment asks for no patching */
    public record PatchPlan(List<PatchPair> pairs, List<Block> blocks) {

        public List<PatchPair> ofBlock(int block) {
            int first = blocks.get(block).firstContext();
            return pairs.subList(first, first + blocks.get(block).contexts());
        }
    }

    public PatchPlan of(String experimentId, PlateauEntity plateau) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        int wanted = specification.attention().patchingPairs();
        if (wanted == 0) {
            return new PatchPlan(List.of(), List.of());
        }
        PlanEntity plan = plans.get(experimentId);
        boolean matched = specification.tokens().grouping() == Grouping.MATCHED;
        List<PlannedContext> contexts = plans.named(experimentId,
                PatchPairs.candidates(plan.contexts, wanted, matched, specification.seed()));
        // Nothing to measure: a block without pairs lets the routing service say so.
        List<PatchPair> pairs = plateau.neurons.length == 0
                ? List.of()
                : pairs(experimentId, specification, contexts);
        return new PatchPlan(pairs,
                PatchPairs.blocks(pairs.size(), plan.layers.length, plan.heads, plateau.neurons.length));
    }

    private List<PatchPair> pairs(String experimentId, ExperimentSpecification specification,
            List<PlannedContext> contexts) {
        TokenSpecification tokens = specification.tokens();
        int wanted = specification.attention().patchingPairs();
        return tokens.grouping() == Grouping.MATCHED
                ? PatchPairs.matched(contexts, matchings.partners(experimentId),
                        tokens.groupedBy() == GroupedBy.PREDICTED ? 1 : 0, wanted, specification.seed())
                : PatchPairs.choose(contexts, wanted, specification.seed());
    }
}
