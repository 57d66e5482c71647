package io.plateau.inference.ablation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.parallel.Workers;

/**
 * Walks a block: positions in chunks whose tensors of positions × vocabulary stay within a bound, a chunk in tiles that the
 * workers share. Neurons are the outer loop of a chunk, so that their powers of B are made once for all its positions.
 *
 * <p>The sizes of tiles depend on the model and the kind of device only, not on the number of threads.
 */
final class PositionTiles {
    private static final long CHUNK_BYTES = 1L << 30;
    /** Per position V-long: q, and pi and pi·q. */
    private static final int KEPT_TENSORS = 3;
    /** Elementwise chains over a tile of neurons stay in the cache of a core, and a block has tiles for all workers. */
    private static final int ROWS = 128;
    /** With a large vocabulary the products dominate, and larger tiles make them faster. */
    private static final int LARGE_VOCABULARY_ROWS = 256;
    private static final int LARGE_VOCABULARY = 16_384;
    /** A GPU has one queue, which large tiles keep full. */
    private static final int GPU_ROWS = 1_024;

    private PositionTiles() {
    }

    /** What a tile of positions is prepared by, once; the manager owns the result. */
    @FunctionalInterface
    interface Preparation<T> {
        /** @param first position of the tile in the block */
        T of(NDManager owner, LogitChanges changes, int first);
    }

    /** What is done with a tile of positions and a tile of neurons. */
    @FunctionalInterface
    interface Visitor<T> {
        /**
         * @param positions as prepared
         * @param first position of the tile in the block
         */
        void visit(NDManager scratch, T positions, int first, NeuronDirections.Tile neurons);

        /** Before the tiles of a chunk of positions are visited for a tile of neurons. */
        default void begin(Chunk chunk, NeuronDirections.Tile neurons) {
        }

        /** Once more, after all tiles of the chunk have been visited for the tile of neurons. */
        default void revisit(NDManager scratch, T positions, int first, NeuronDirections.Tile neurons) {
        }

        /** After that. */
        default void end(Chunk chunk, NeuronDirections.Tile neurons) {
        }
    }

    /**
     * Positions that are held at once.
     *
     * @param index of the chunk in the block
     * @param tiles of positions
     * @param rows positions of a tile
     */
    record Chunk(int index, int first, int tiles, int rows) {
        int tile(int firstPosition) {
            return (firstPosition - first) / rows;
        }
    }

    /** Chunks of a block. */
    static int chunks(NeuronDirections directions, AblationBlock block) {
        int chunk = chunkRows(directions, block);
        return (block.positions() + chunk - 1) / chunk;
    }

    private static int chunkRows(NeuronDirections directions, AblationBlock block) {
        int rows = rows(directions, block);
        long bytes = (long) KEPT_TENSORS * directions.precision().getNumOfBytes() * directions.vocabulary();
        return (int) Math.max(1, CHUNK_BYTES / bytes / rows) * rows;
    }

    /**
     * @param order highest power of B that the visitor needs
     * @param prepare makes of a tile's changes what the visitor needs
     */
    static <T> void forEach(Workers workers, NeuronDirections directions, AblationBlock block, int order,
            Preparation<T> prepare, Visitor<T> visitor) {
        directions.setup();
        int chunk = chunkRows(directions, block);
        int rows = shared(rows(directions, block), Math.min(chunk, block.positions()), directions, workers);
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
                        tiles.set(t, prepare.of(kept, LogitChanges.of(kept, directions, tile), first));
                    }
                });
                Chunk held = new Chunk(from / chunk, from, firsts.size(), rows);
                directions.forEachTile(order, neurons -> {
                    visitor.begin(held, neurons);
                    workers.forEach(firsts.size(), t -> {
                        try (NDManager scratch = kept.newSubManager()) {
                            visitor.visit(scratch, tiles.get(t), firsts.get(t), neurons);
                        }
                    });
                    workers.forEach(firsts.size(), t -> {
                        try (NDManager scratch = kept.newSubManager()) {
                            visitor.revisit(scratch, tiles.get(t), firsts.get(t), neurons);
                        }
                    });
                    visitor.end(held, neurons);
                });
            }
        }
    }

    /** With a large vocabulary a chunk may be a single tile, which would leave all workers but one idle. */
    private static int shared(int rows, int positions, NeuronDirections directions, Workers workers) {
        boolean idle = directions.vocabulary() >= LARGE_VOCABULARY && positions <= rows * (workers.threads() - 1);
        return idle ? Math.max(1, (positions + workers.threads() - 1) / workers.threads()) : rows;
    }

    private static int rows(NeuronDirections directions, AblationBlock block) {
        if (block.residual().getDevice().isGpu()) {
            return GPU_ROWS;
        }
        return directions.vocabulary() < LARGE_VOCABULARY ? ROWS : LARGE_VOCABULARY_ROWS;
    }
}
