package io.plateau.graph.messaging;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.store.ExperimentInputsReader;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.experiment.ReuseListener;

/** Joins activations, plateau and, where they are requested, weights: whichever comes last sets off the work. */
@ApplicationScoped
public class WorkPublisher implements ReuseListener {
    private final BlockRunner runner;
    private final ExperimentInputsReader inputs;
    private final ExperimentRepository experiments;
    private final EventPublisher publisher;

    WorkPublisher(BlockRunner runner, ExperimentInputsReader inputs, ExperimentRepository experiments,
            EventPublisher publisher) {
        this.runner = runner;
        this.inputs = inputs;
        this.experiments = experiments;
        this.publisher = publisher;
    }

    @Override
    public void blocksReused(String experimentId) {
        publishWhenReady(experimentId);
    }

    void publishWhenReady(String experimentId) {
        if (!runner.stageComplete(experimentId, Stage.ACTIVATIONS)
                || !runner.stageComplete(experimentId, Stage.REGIMES)
                || Stage.WEIGHTS.isOf(experiments.specification(experimentId))
                        && !runner.stageComplete(experimentId, Stage.WEIGHTS)) {
            return;
        }
        List<WorkPlan.Item> plan = inputs.read(experimentId).plan();
        for (WorkPlan.Item item : plan) {
            publisher.publish(Topic.GRAPH_WORK, toEvent(experimentId, plan.size(), item), experimentId,
                    String.valueOf(item.block()));
        }
    }

    static GraphWork toEvent(String experimentId, int blocks, WorkPlan.Item item) {
        return new GraphWork(experimentId, item.block(), blocks,
                item.isLayer() ? null : Sign.valueOf(item.group().name()), item.first(), item.count());
    }
}
