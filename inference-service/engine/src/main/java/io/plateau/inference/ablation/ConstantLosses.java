package io.plateau.inference.ablation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.parallel.Workers;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Loss changes with each of several constants in place of every neuron's activation, summed over the positions of the token groups:
 * by the series of order 2, whose moments do not depend on the constant, so that many of them cost little more than one. Pairs that
 * the guard refuses go to the closed form.
 */
public final class ConstantLosses {
    /** Off by less than half a percent of a standard error on real text (deploy/science, Precision). */
    static final Series SERIES = new Series(2, 0.05);
    private final NeuronDirections directions;
    private final Workers workers;

    public ConstantLosses(NeuronDirections directions, Workers workers) {
        this.directions = directions;
        this.workers = workers;
    }

    /**
     * @param residual P, D
     * @param activation P, N
     * @param groups P: group of each position
     * @param constants J, N: what replaces the activations
     * @return rare and common, J, N: sums of loss changes, nats
     */
    public double[][][] of(NDArray residual, NDArray activation, int[] next, byte[] groups, double[][] constants) {
        Map<Integer, double[][][]> tiles = new ConcurrentSkipListMap<>();
        AblationBlock block = AblationBlock.of(residual, activation, constants[0], next);
        Guard guard = new Guard(SERIES.order(), SERIES.guard(), directions.precision());
        PositionTiles.forEach(workers, directions, block, SERIES.order(), (owner, changes, first) -> {
            tiles.put(first, new double[TokenGroup.COUNT][constants.length][constants[0].length]);
            MomentTile moments = MomentTile.of(owner, changes, directions, SERIES.order(), null);
            return IntStream.range(0, constants.length).mapToObj(j -> moments.with(with(owner, moments.changes(),
                    residual, activation, first, constants[j]))).toArray(MomentTile[]::new);
        }, (scratch, moments, first, neurons) -> {
            NDArray squares = moments[0].squares(scratch, neurons);
            for (int j = 0; j < moments.length; j++) {
                try (NDManager one = scratch.newSubManager()) {
                    NDArray shared = NeuronDirections.view(one, squares);
                    add(tiles.get(first), j, neurons, losses(one, moments[j], shared, neurons, guard), groups, first);
                }
            }
        });
        return sum(new TreeMap<>(tiles), constants);
    }

    private LogitChanges with(NDManager owner, LogitChanges changes, NDArray residual, NDArray activation, int first,
            double[] constant) {
        try (NDManager scratch = owner.newSubManager()) {
            NDIndex rows = new NDIndex("{}:{}", first, first + changes.positions());
            return changes.with(owner, directions, AblationBlock.of(residual.get(scratch, rows),
                    activation.get(scratch, rows), constant, changes.next()));
        }
    }

    private static double[] losses(NDManager scratch, MomentTile moments, NDArray squares,
            NeuronDirections.Tile neurons, Guard guard) {
        MomentTile.Values found = moments.series(scratch, neurons, squares);
        double[] losses = found.change().toType(DataType.FLOAT64, false).toDoubleArray();
        boolean[] refused = guard.refused(found, Guard.floats(found.variance()), moments.changes(), neurons);
        int[] exact = IntStream.range(0, losses.length).filter(i -> refused[i]).toArray();
        int all = (int) moments.changes().r().getShape().get(1);
        double[] exactly = PairLosses.over(scratch, moments.changes()).of(neurons, IntStream.of(exact)
                .map(i -> i / neurons.width() * all + neurons.from() + i % neurons.width()).toArray());
        for (int i = 0; i < exact.length; i++) {
            losses[exact[i]] = exactly[i];
        }
        return losses;
    }

    private static void add(double[][][] sums, int j, NeuronDirections.Tile neurons, double[] losses, byte[] groups,
            int first) {
        for (int i = 0; i < losses.length; i++) {
            byte group = groups[first + i / neurons.width()];
            if (group != TokenGroup.NEITHER) {
                sums[group][j][neurons.from() + i % neurons.width()] += losses[i];
            }
        }
    }

    /** In the order of the positions, in whatever order tiles were done. */
    private static double[][][] sum(Map<Integer, double[][][]> tiles, double[][] constants) {
        double[][][] sums = new double[TokenGroup.COUNT][constants.length][constants[0].length];
        tiles.values().forEach(tile -> {
            for (int g = 0; g < sums.length; g++) {
                for (int j = 0; j < constants.length; j++) {
                    for (int n = 0; n < constants[j].length; n++) {
                        sums[g][j][n] += tile[g][j][n];
                    }
                }
            }
        });
        return sums;
    }
}
