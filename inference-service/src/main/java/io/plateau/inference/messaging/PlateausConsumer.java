package io.plateau.inference.messaging;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.inference.stage.NeuronContexts;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.event.EventIntake;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** A plateau sets off the head ablations, the patching, the ablations of sets of neurons and the search for its neurons' contexts. */
@ApplicationScoped
public class PlateausConsumer {
    private final EventIntake intake;
    private final ExperimentRepository experiments;
    private final PlanRepository plans;
    private final PlateauRepository plateaus;
    private final WorkItems work;
    private final NeuronContexts contexts;

    PlateausConsumer(EventIntake intake, ExperimentRepository experiments, PlanRepository plans,
            PlateauRepository plateaus, WorkItems work, NeuronContexts contexts) {
        this.intake = intake;
        this.experiments = experiments;
        this.plans = plans;
        this.plateaus = plateaus;
        this.work = work;
        this.contexts = contexts;
    }

    @Incoming("plateaus")
    @Blocking("plateaus")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, PlateauFound.class, "plateau", this::take);
    }

    private void take(PlateauFound event) {
        String id = event.getExperimentId();
        if (experiments.isTerminal(id)) {
            return;
        }
        refuseUnknownNeurons(event, plans.get(id).neurons);
        if (plateaus.keep(event)) {
            work.ablateHeadsWhenReady(id);
            work.patchHeads(id);
            work.ablateSets(id);
            contexts.findWhenReady(id);
        }
    }

    private static void refuseUnknownNeurons(PlateauFound event, int neurons) {
        List<Integer> named = event.getGroups().stream().flatMap(g -> g.getNeurons().stream()).toList();
        int studied = event.getGroups().stream().mapToInt(group -> group.getNeurons().size() - group.getFilled()).sum();
        if (Math.max(event.getSize(), studied) > event.getRanking().size()
                || event.getRanking().stream().distinct().count() < event.getRanking().size()) {
            throw new MalformedEventException("the plateau has " + Math.max(event.getSize(), studied)
                    + " neurons and its ranking "
                    + event.getRanking().size() + "; it must name each neuron once, and those of the plateau at least");
        }
        Stream.concat(named.stream(), event.getRanking().stream()).filter(n -> n < 0 || n >= neurons).findFirst()
                .ifPresent(n -> {
                    throw new MalformedEventException(
                            "the plateau names neuron " + n + " but the final MLP has neurons 0 to "
                                    + (neurons - 1));
                });
    }
}
