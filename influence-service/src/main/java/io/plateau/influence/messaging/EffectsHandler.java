package io.plateau.influence.messaging;

import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.NeuronEffectsMeasured;
import io.plateau.contracts.event.TensorBlock;
import io.plateau.influence.effects.EffectBlock;
import io.plateau.influence.effects.NeuronProperties;
import io.plateau.influence.store.EffectBlockRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;
import io.plateau.statistics.tokens.TokenGroup;

/** Keeps the effects of a block, and with the first what is known of the neurons whatever the block. */
@ApplicationScoped
class EffectsHandler implements BlockHandler<NeuronEffectsMeasured, EffectsHandler.Effects> {
    private final EffectBlockRepository blocks;
    private final CausesStage causes;

    EffectsHandler(EffectBlockRepository blocks, CausesStage causes) {
        this.blocks = blocks;
        this.causes = causes;
    }

    /** Either null where the event has none. */
    record Effects(EffectBlock sums, NeuronProperties properties) {
    }

    @Override
    public Class<NeuronEffectsMeasured> eventType() {
        return NeuronEffectsMeasured.class;
    }

    @Override
    public BlockKey key(NeuronEffectsMeasured event) {
        return new BlockKey(event.getExperimentId(), Stage.EFFECTS, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(NeuronEffectsMeasured event) {
        return event.getSpecification();
    }

    @Override
    public Effects compute(NeuronEffectsMeasured event) {
        int contexts = event.getContexts().size();
        ContextCounts.require(event.getContexts(), event.getCounts());
        if (event.getEffects() == null) {
            return new Effects(null, null);
        }
        float[] sums = Tensors.decode("effects", event.getEffects(), contexts, TokenGroup.COUNT, EffectBlock.PARTS, -1);
        int neurons = Tensors.shape(event.getEffects())[3];
        if ((event.getBlock() == 0) != (event.getProperties() != null)) {
            throw new MalformedEventException("block " + event.getBlock() + " of the effects has "
                    + (event.getProperties() == null ? "no properties" : "properties")
                    + " of the neurons; the first block has them, and no other");
        }
        return new Effects(new EffectBlock(ContextCounts.array(event.getContexts()),
                ContextCounts.array(event.getCounts()), sums, neurons), properties(event.getProperties(), neurons));
    }

    private static NeuronProperties properties(io.plateau.contracts.event.NeuronProperties of, int neurons) {
        return of == null
                ? null
                : new NeuronProperties(doubles("outputNorm", of.getOutputNorm(), neurons),
                        doubles("nullSpaceShare", of.getNullSpaceShare(), neurons),
                        doubles("logitVariance", of.getLogitVariance(), neurons),
                        doubles("unigramAlignment", of.getUnigramAlignment(), neurons),
                        doubles("meanAbsoluteActivation", of.getMeanAbsoluteActivation(), neurons));
    }

    private static double[] doubles(String name, TensorBlock block, int neurons) {
        float[] values = Tensors.decode("properties." + name, block, neurons);
        return IntStream.range(0, neurons).mapToDouble(n -> values[n]).toArray();
    }

    @Override
    public void store(NeuronEffectsMeasured event, Effects effects) {
        blocks.save(event.getExperimentId(), event.getBlock(), effects.sums(), effects.properties());
    }

    @Override
    public void afterCommit(NeuronEffectsMeasured event, boolean stageComplete) {
        if (stageComplete) {
            causes.finishWhenReady(event.getExperimentId());
        }
    }
}
