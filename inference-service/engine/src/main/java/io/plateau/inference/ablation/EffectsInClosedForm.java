package io.plateau.inference.ablation;

import java.util.stream.IntStream;

import io.plateau.inference.parallel.Workers;

/**
 * Every pair's effects in closed form: O(V) elementwise work. As exact as the precision of the directions, which should be float64.
 */
public final class EffectsInClosedForm implements NeuronAblator {
    private final NeuronDirections directions;
    private final Workers workers;
    private final UnigramDirection unigram;

    public EffectsInClosedForm(NeuronDirections directions, Workers workers, UnigramDirection unigram) {
        this.directions = directions;
        this.workers = workers;
        this.unigram = unigram;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        int all = block.neurons();
        float[] total = new float[block.positions() * all];
        NeuronEffects effects = new NeuronEffects(total.length);
        PositionTiles.forEach(workers, directions, block, 1, (owner, changes, first) -> changes,
                (scratch, changes, first, neurons) -> {
                    PairEffects exact = PairEffects.over(scratch, changes, unigram);
                    for (int p = 0; p < changes.positions(); p++) {
                        int position = p;
                        int[] pairs = IntStream.range(neurons.from(), neurons.to()).map(n -> position * all + n)
                                .toArray();
                        exact.of(neurons, pairs, total, effects,
                                IntStream.of(pairs).map(pair -> first * all + pair).toArray());
                    }
                });
        return LossChanges.exact(total, effects);
    }
}
