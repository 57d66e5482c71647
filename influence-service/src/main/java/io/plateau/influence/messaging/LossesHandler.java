package io.plateau.influence.messaging;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.Positions;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.store.LossBlockRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;

/** A block of loss changes becomes its sums per context and group; the last one sets off the regimes. */
@ApplicationScoped
class LossesHandler implements BlockHandler<NeuronLossesMeasured, LossBlock> {
    private final LossBlockRepository blocks;
    private final RegimesStage regimes;

    LossesHandler(LossBlockRepository blocks, RegimesStage regimes) {
        this.blocks = blocks;
        this.regimes = regimes;
    }

    @Override
    public Class<NeuronLossesMeasured> eventType() {
        return NeuronLossesMeasured.class;
    }

    @Override
    public BlockKey key(NeuronLossesMeasured event) {
        return new BlockKey(event.getExperimentId(), Stage.LOSSES, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(NeuronLossesMeasured event) {
        return event.getSpecification();
    }

    @Override
    public LossBlock compute(NeuronLossesMeasured event) {
        Positions positions = event.getPositions();
        int count = positions.getContext().size();
        byte[] group = new byte[positions.getGroup().remaining()];
        positions.getGroup().duplicate().get(group);
        checkLength("positions.position", positions.getPosition(), count);
        checkLength("positions.target", positions.getTarget(), count);
        if (group.length != count) {
            throw new MalformedEventException("positions.group has " + group.length
                    + " elements where positions.context has " + count + "; they must be of one length");
        }
        // Not used here, but a damaged baseline would mean damaged differences.
        Tensors.decode("baselineLoss", event.getBaselineLoss(), count);
        float[] delta = Tensors.decode("deltaLoss", event.getDeltaLoss(), count, -1);
        int neurons = Tensors.shape(event.getDeltaLoss())[1];
        if (neurons == 0) {
            throw new MalformedEventException("deltaLoss has no neurons; it must have one column per neuron");
        }
        int[] context = positions.getContext().stream().mapToInt(Integer::intValue).toArray();
        return LossBlock.sum(context, group, delta, neurons);
    }

    @Override
    public void store(NeuronLossesMeasured event, LossBlock sums) {
        blocks.save(event.getExperimentId(), event.getBlock(), sums);
    }

    @Override
    public void afterCommit(NeuronLossesMeasured event, boolean stageComplete) {
        if (stageComplete) {
            regimes.finish(event.getExperimentId());
        }
    }

    private static void checkLength(String name, List<Integer> values, int expected) {
        if (values.size() != expected) {
            throw new MalformedEventException(name + " has " + values.size() + " elements where positions.context has "
                    + expected + "; they must be of one length");
        }
    }
}
