package io.plateau.inference.ablation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.parallel.Workers;

/**
 * Walks a block: positions in chunks whose tensors of positions × vocabulary stay within a bound, a chunk in tiles that the
 * workers share. Neurons are the outer loop of a chunk, so that their powers of B are made once for all its positions.
 *
 * <p>The sizes of tiles depend on the model and the kind of device only, not on the number of threads.
 */
final class PositionTiles {
    private static final long CHUNK_BYTES = 640L << 20;
    /** Per position V-long: q, and pi and pi·q. */
    private static final int KEPT_TENSORS = 3;
    /** Elementwise chains over a tile of neurons stay in the cache of a core, and a block has tiles for all workers. */
    private static final int ROWS = 128;
    /** With a large vocabulary the products count most, and they like more rows. */
    private static final int LARGE_VOCABULARY_ROWS = 256;
    private static final int LARGE_VOCABULARY = 16_384;
    /** A GPU has one queue and wants it full. */
    private static final int GPU_ROWS = 1_024;

    private PositionTiles() {
    }

    /** What is done with a tile of positions and a tile of neurons. */
    @FunctionalInterface
    interface Visitor<T> {
        /**
         * @param positions as prepared
         * @param first position of the tile in the block
         */
        void visit(NDManager scratch, T positions, int first, NeuronDirections.Tile neurons);
    }

    /**
     * @param order highest power of B that the visitor needs
     * @param prepare makes of a tile's changes, once, what the visitor needs; the manager owns it
     */
    static <T> void forEach(Workers workers, NeuronDirections directions, AblationBlock block, int order,
            BiFunction<NDManager, LogitChanges, T> prepare, Visitor<T> visitor) {
        directions.setup();
        int rows = rows(directions, block);
        long bytes = (long) KEPT_TENSORS * directions.precision().getNumOfBytes() * directions.vocabulary();
        int chunk = (int) Math.max(1, CHUNK_BYTES / bytes / rows) * rows;
        for (int from = 0; from < block.positions(); from += chunk) {
            List<Integer> firsts = new ArrayList<>();
            for (int first = from; first < Math.min(block.positions(), from + chunk); first += rows) {
                firsts.add(first);
            }
            try (NDManager kept = block.residual().getManager().newSubManager()) {
                List<T> tiles = new ArrayList<>(Collections.nCopies(firsts.size(), null));
                workers.forEach(firsts.size(), t -> {
                    int first = firsts.get(t);
                    try (NDManager scratch = kept.newSubManager()) {
                        AblationBlock tile = block.rows(scratch, first, Math.min(block.positions(), first + rows));
                        tiles.set(t, prepare.apply(kept, LogitChanges.of(kept, directions, tile)));
                    }
                });
                directions.forEachTile(order, neurons -> workers.forEach(firsts.size(), t -> {
                    try (NDManager scratch = kept.newSubManager()) {
                        visitor.visit(scratch, tiles.get(t), firsts.get(t), neurons);
                    }
                }));
            }
        }
    }

    private static int rows(NeuronDirections directions, AblationBlock block) {
        if (block.residual().getDevice().isGpu()) {
            return GPU_ROWS;
        }
        return directions.vocabulary() < LARGE_VOCABULARY ? ROWS : LARGE_VOCABULARY_ROWS;
    }
}
