package io.plateau.inference.ablation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.model.Transformer;

/**
 * What the ablation needs of a model, independent of the positions: set up once, at first use, and kept as far as the
 * bound on the cache allows.
 *
 * <p>The unembedding is centred over the vocabulary: that shifts all logits of a position alike, which no loss sees, and
 * keeps the moments from cancelling in float32.
 */
public final class NeuronDirections {
    /** Neurons are taken in tiles whose B has at most this many bytes. */
    private static final long TILE_BYTES = 64L << 20;
    private final NDManager owner;
    private final Transformer model;
    private final boolean keepB;
    private final boolean keepPowers;
    private final int tileNeurons;
    private final Map<Integer, NDArray[]> kept = new HashMap<>();
    private Setup setup;

    /**
     * Right factors of matrix products are kept as transposed views, because a view made of a kept tensor would be kept
     * too.
     *
     * @param centred D, N: P w[n]
     * @param scaled N, D: g ⊙ P w[n]
     * @param scaledTransposed D, N
     * @param squaredNorm N: |P w[n]|²
     * @param unembedding V, D: u[v] minus its mean over v
     * @param unembeddingTransposed D, V
     * @param offset V: o[v] = b·u[v] + bias of the unembedding
     */
    record Setup(NDArray centred, NDArray scaled, NDArray scaledTransposed, NDArray squaredNorm, NDArray unembedding,
            NDArray unembeddingTransposed, NDArray offset) {
    }

    /**
     * Neurons {@code from} … {@code to} − 1.
     *
     * @param b neurons, V
     * @param squared V, neurons: B²; null unless asked for
     * @param cubed V, neurons: B³; likewise
     */
    record Tile(int from, int to, NDArray b, NDArray squared, NDArray cubed) {
    }

    /**
     * @param owner of what is kept: the manager of the weights
     * @param cacheBytes most bytes of B, and then of its powers, that are kept; the rest is made anew for every block
     */
    public NeuronDirections(NDManager owner, Transformer model, long cacheBytes) {
        this.owner = owner;
        this.model = model;
        long rowBytes = Float.BYTES * (long) model.vocabulary();
        long matrixBytes = rowBytes * model.neurons();
        this.keepB = cacheBytes >= matrixBytes;
        this.keepPowers = cacheBytes >= 3 * matrixBytes;
        this.tileNeurons = (int) Math.max(1, Math.min(model.neurons(), TILE_BYTES / rowBytes));
    }

    Transformer model() {
        return model;
    }

    Setup setup() {
        if (setup == null) {
            try (NDManager scratch = owner.newSubManager()) {
                NDArray written = in(scratch, model.lastLayer().feedForward().down().weight()).transpose();
                NDArray centred = written.sub(written.mean(new int[]{1}, true));
                NDArray scaled = centred.mul(model.finalNorm().gain());
                NDArray squaredNorm = centred.square().sum(new int[]{1});
                NDArray weight = in(scratch, model.unembedding().weight());
                NDArray unembedding = weight.sub(weight.mean(new int[]{0}, true));
                NDArray offset = unembedding.matMul(model.finalNorm().bias());
                if (model.unembedding().bias() != null) {
                    offset.addi(model.unembedding().bias());
                }
                setup = new Setup(keep(centred.transpose()), keep(scaled), keep(scaled.transpose()), keep(squaredNorm),
                        keep(unembedding), keep(unembedding.transpose()), keep(offset));
            }
        }
        return setup;
    }

    /**
     * Visits all neurons tile by tile.
     *
     * @param powers whether B² and B³ are needed
     */
    void forEachTile(boolean powers, Consumer<Tile> visitor) {
        for (int from = 0; from < model.neurons(); from += tileNeurons) {
            int to = Math.min(model.neurons(), from + tileNeurons);
            try (NDManager scratch = owner.newSubManager()) {
                visitor.accept(tile(scratch, from, to, powers));
            }
        }
    }

    private Tile tile(NDManager scratch, int from, int to, boolean powers) {
        NDArray[] tensors = kept.getOrDefault(from, new NDArray[3]).clone();
        if (tensors[0] == null) {
            NDArray rows = setup().scaled().get(scratch, new NDIndex("{}:{}", from, to));
            tensors[0] = rows.matMul(setup().unembeddingTransposed());
        }
        if (powers && tensors[1] == null) {
            NDArray b = in(scratch, tensors[0]);
            NDArray squared = b.square();
            tensors[1] = squared.transpose();
            tensors[2] = squared.mul(b).transpose();
        }
        if (keepB && !kept.containsKey(from)) {
            kept.put(from, new NDArray[]{keep(tensors[0]), null, null});
        }
        if (keepPowers && powers && kept.get(from)[1] == null) {
            kept.put(from, new NDArray[]{tensors[0], keep(tensors[1]), keep(tensors[2])});
        }
        return new Tile(from, to, tensors[0], tensors[1], tensors[2]);
    }

    private NDArray keep(NDArray tensor) {
        tensor.attach(owner);
        return tensor;
    }

    /** The same storage under a scratch manager, so that what is derived from it is freed with the scratch. */
    private static NDArray in(NDManager scratch, NDArray kept) {
        NDArray view = kept.reshape(kept.getShape());
        view.attach(scratch);
        return view;
    }
}
