package io.plateau.inference.ablation;

import java.util.stream.IntStream;

/** Tier 1 for every pair: exact, a pair costs O(V). */
public final class ClosedForm implements NeuronAblator {
    private final NeuronDirections directions;

    public ClosedForm(NeuronDirections directions) {
        this.directions = directions;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        int neurons = block.neurons();
        float[] delta = new float[block.positions() * neurons];
        PositionTiles.forEach(directions, block, (changes, first) -> {
            PairLosses pairs = new PairLosses(changes);
            int positions = (int) changes.q().getShape().get(0);
            directions.forEachTile(false, tile -> {
                for (int p = 0; p < positions; p++) {
                    int row = p * neurons;
                    double[] ofRow = pairs.of(tile, IntStream.range(row + tile.from(), row + tile.to()).toArray());
                    for (int i = 0; i < ofRow.length; i++) {
                        delta[first * neurons + row + tile.from() + i] = (float) ofRow[i];
                    }
                }
            });
        });
        return new LossChanges(delta, 1, null);
    }
}
