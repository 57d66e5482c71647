package io.plateau.inference.messaging;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.event.RefinementAsked;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.RefinementRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.event.EventIntake;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** The judgement on the loss changes' precision sets off the ablation, in closed form, of the neurons that miss it. */
@ApplicationScoped
public class RefinementsConsumer {
    private final EventIntake intake;
    private final ExperimentRepository experiments;
    private final PlanRepository plans;
    private final RefinementRepository refinements;
    private final WorkItems work;

    RefinementsConsumer(EventIntake intake, ExperimentRepository experiments, PlanRepository plans,
            RefinementRepository refinements, WorkItems work) {
        this.intake = intake;
        this.experiments = experiments;
        this.plans = plans;
        this.refinements = refinements;
        this.work = work;
    }

    @Incoming("refinements")
    @Blocking("refinements")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, RefinementAsked.class, "refinement", this::take);
    }

    private void take(RefinementAsked event) {
        String id = event.getExperimentId();
        if (experiments.isTerminal(id)) {
            return;
        }
        requireNeurons(event.getNeurons(), plans.get(id).neurons);
        if (refinements.keep(event)) {
            work.refineNeurons(id);
        }
    }

    private static void requireNeurons(List<Integer> named, int neurons) {
        boolean ascending = IntStream.range(1, named.size()).allMatch(i -> named.get(i - 1) < named.get(i));
        if (!ascending || !named.isEmpty() && (named.get(0) < 0 || named.get(named.size() - 1) >= neurons)) {
            throw new MalformedEventException("the refinement names neurons " + named
                    + "; they must be ascending and among those of the final MLP, 0 to " + (neurons - 1));
        }
    }
}
