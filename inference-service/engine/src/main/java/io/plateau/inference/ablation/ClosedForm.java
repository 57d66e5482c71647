package io.plateau.inference.ablation;

import java.util.Arrays;
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
        return ablate(block, IntStream.range(0, block.neurons()).toArray());
    }

    /** Of some neurons alone, ascending: P, M loss changes. */
    public LossChanges ablate(AblationBlock block, int[] some) {
        int all = block.neurons();
        float[] delta = new float[block.positions() * some.length];
        PositionTiles.forEach(workers, directions, block, 1, (owner, changes, first) -> changes,
                (scratch, changes, first, neurons) -> {
                    PairLosses exact = PairLosses.over(scratch, changes);
                    int from = column(some, neurons.from());
                    int to = column(some, neurons.to());
                    for (int p = 0; p < changes.positions() && from < to; p++) {
                        int position = p;
                        double[] row = exact.of(neurons,
                                IntStream.range(from, to).map(column -> position * all + some[column]).toArray());
                        for (int i = 0; i < row.length; i++) {
                            delta[(first + p) * some.length + from + i] = (float) row[i];
                        }
                    }
                });
        return LossChanges.exact(delta);
    }

    /** Column of the first of the neurons that is not below another. */
    private static int column(int[] some, int neuron) {
        int at = Arrays.binarySearch(some, neuron);
        return at < 0 ? -at - 1 : at;
    }
}
