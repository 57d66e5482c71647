package io.plateau.graph.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.graph.store.WeightBlock;
import io.plateau.graph.store.WeightRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;

/** Keeps the weight rows of a block of neurons. */
@ApplicationScoped
public class WeightsHandler implements BlockHandler<NeuronWeightsCaptured, WeightBlock> {
    private final WeightRepository weights;
    private final WorkPublisher work;

    WeightsHandler(WeightRepository weights, WorkPublisher work) {
        this.weights = weights;
        this.work = work;
    }

    @Override
    public Class<NeuronWeightsCaptured> eventType() {
        return NeuronWeightsCaptured.class;
    }

    @Override
    public BlockKey key(NeuronWeightsCaptured event) {
        return new BlockKey(event.getExperimentId(), Stage.WEIGHTS, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(NeuronWeightsCaptured event) {
        return event.getSpecification();
    }

    @Override
    public WeightBlock compute(NeuronWeightsCaptured event) {
        String name = "block " + event.getBlock() + " of weights";
        float[] input = Tensors.decode(name + ", input", event.getInput(), -1, -1);
        int[] shape = Tensors.shape(event.getInput());
        if (shape[0] < 1 || shape[1] < 1 || event.getFirstNeuron() < 0) {
            throw new MalformedEventException(name + " has " + shape[0] + " rows of " + shape[1]
                    + " weights from neuron " + event.getFirstNeuron()
                    + "; it must have a row at least, a weight at least, and neurons are numbered from 0");
        }
        return new WeightBlock(event.getFirstNeuron(), shape[1], input,
                Tensors.decode(name + ", output", event.getOutput(), shape));
    }

    @Override
    public void store(NeuronWeightsCaptured event, WeightBlock result) {
        weights.write(event.getExperimentId(), result);
    }

    @Override
    public void afterCommit(NeuronWeightsCaptured event, boolean stageComplete) {
        if (stageComplete) {
            work.publishWhenReady(event.getExperimentId());
        }
    }
}
