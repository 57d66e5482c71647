package io.plateau.inference.ablation;

import java.util.stream.IntStream;

import io.plateau.inference.parallel.Workers;

/**
 * Tier 1 for every pair: exact, a pair costs O(V). As exact as the precision of the directions, which for this tier should
 * be float64.
 */
public final class ClosedForm implements NeuronAblator {
    private final NeuronDirections directions;
    private final Workers workers;

    public ClosedForm(NeuronDirections directions, Workers workers) {
        this.directions = directions;
        this.workers = workers;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        int all = block.neurons();
        float[] delta = new float[block.positions() * all];
        PositionTiles.forEach(workers, directions, block, 1, (owner, changes) -> changes,
                (scratch, changes, first, neurons) -> {
                    PairLosses exact = PairLosses.over(scratch, changes);
                    for (int p = 0; p < changes.positions(); p++) {
                        double[] row = exact.of(neurons,
                                IntStream.range(p * all + neurons.from(), p * all + neurons.to()).toArray());
                        for (int i = 0; i < row.length; i++) {
                            delta[(first + p) * all + neurons.from() + i] = (float) row[i];
                        }
                    }
                });
        return LossChanges.exact(delta);
    }
}
