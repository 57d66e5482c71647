package io.plateau.inference.ablation;

import java.util.function.BiConsumer;

import ai.djl.ndarray.NDManager;

/** Takes a block's positions in tiles, so that tensors of positions × vocabulary stay within a bound. */
final class PositionTiles {
    private static final long BYTES = 640L << 20;
    /** q, ln pi, pi, pi·q, pi·q² and one temporary. */
    private static final int TENSORS = 6;

    private PositionTiles() {
    }

    /** @param visitor gets the changes of a tile and its first position */
    static void forEach(NeuronDirections directions, AblationBlock block, BiConsumer<LogitChanges, Integer> visitor) {
        int rows = (int) Math.max(1, BYTES / ((long) TENSORS * Float.BYTES * directions.model().vocabulary()));
        for (int from = 0; from < block.positions(); from += rows) {
            int to = Math.min(block.positions(), from + rows);
            try (NDManager scratch = block.residual().getManager().newSubManager()) {
                visitor.accept(LogitChanges.of(scratch, directions, block.rows(scratch, from, to)), from);
            }
        }
    }
}
