package io.plateau.inference.stage;

import java.util.List;
import java.util.stream.IntStream;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.NeuronEffectsMeasured;
import io.plateau.contracts.event.NeuronProperties;
import io.plateau.contracts.event.TensorBlock;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.ablation.LossChanges;
import io.plateau.inference.ablation.NeuronEffects;
import io.plateau.inference.ablation.WeightProperties;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.statistics.tokens.TokenGroup;

/** A block's loss changes taken apart, as an event. */
final class EffectEvents {
    private EffectEvents() {
    }

    /**
     * @param changes whose effects may be null: then so are the event's
     * @param properties of the first block; null for others, and where there are no effects
     * @param layer of the MLP
     */
    static NeuronEffectsMeasured of(String experimentId, ExperimentSpecification specification, int block, int blocks,
            List<PlannedContext> contexts, int neurons, LossChanges changes, NeuronProperties properties, int layer) {
        ContextGroupSums cells = ContextGroupSums.of(contexts);
        return new NeuronEffectsMeasured(experimentId, specification.toJson(), block, blocks,
                contexts.stream().map(PlannedContext::index).toList(), cells.counts(),
                changes.effects() == null
                        ? null
                        : sums(specification, cells, contexts.size(), neurons, changes),
                properties, layer);
    }

    private static TensorBlock sums(ExperimentSpecification specification, ContextGroupSums cells, int contexts,
            int neurons, LossChanges changes) {
        NeuronEffects effects = changes.effects();
        List<double[]> parts = List.of(changes.delta(), effects.direct(), effects.withUnigramFrozen(),
                effects.entropyChange(), effects.unigramKlChange()).stream()
                .map(part -> cells.sums(Finite.require("effects", specification.model(), part), neurons)).toList();
        float[] all = new float[cells.rows() * parts.size() * neurons];
        for (int row = 0; row < cells.rows(); row++) {
            for (int part = 0; part < parts.size(); part++) {
                for (int n = 0; n < neurons; n++) {
                    all[(row * parts.size() + part) * neurons + n] = (float) parts.get(part)[row * neurons + n];
                }
            }
        }
        return Tensors.encode(all, contexts, TokenGroup.COUNT, parts.size(), neurons);
    }

    /** @param absoluteActivation N */
    static NeuronProperties properties(WeightProperties weights, double[] absoluteActivation) {
        return new NeuronProperties(encode(weights.outputNorm()), encode(weights.nullSpaceShare()),
                encode(weights.logitVariance()), encode(weights.unigramAlignment()), encode(absoluteActivation));
    }

    private static TensorBlock encode(double[] values) {
        float[] narrowed = new float[values.length];
        IntStream.range(0, values.length).forEach(n -> narrowed[n] = (float) values[n]);
        return Tensors.encode(narrowed, narrowed.length);
    }
}
