package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.Norm;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/**
 * What the ablation needs of a model, independent of the positions: set up once, at first use, and kept as far as the
 * bound on the cache allows.
 *
 * <p>The unembedding is centred over the vocabulary: that shifts all logits of a position alike, which changes no loss, and
 * keeps the moments from cancelling in float32.
 */
public final class NeuronDirections {
    /** Neurons are taken in tiles whose B has at most this many bytes: wide enough for products at full speed. */
    private static final long TILE_BYTES = 56L << 20;
    /** Widths that the kernels of matrix products take whole. */
    private static final int MULTIPLE = 64;
    /** Every tile reads the whole unembedding: with fewer neurons, reading a large one costs more than the products. */
    private static final int LEAST = 256;
    private final NDManager owner;
    private final Transformer model;
    private final DataType precision;
    private final boolean keepB;
    private final boolean keepPowers;
    private final int tileNeurons;
    private final Map<Integer, NDArray[]> kept = new HashMap<>();
    private final Map<Integer, float[]> ranges = new HashMap<>();
    private Setup setup;

    /**
     * Right factors of matrix products are kept as transposed views, because a view made of a kept tensor would be kept
     * too.
     *
     * @param gain D: g
     * @param centred D, N: P w[n], float64; P is the identity where the final norm does not centre
     * @param scaled N, D: g ⊙ P w[n]
     * @param scaledTransposed D, N
     * @param squaredNorm N: |P w[n]|², float64
     * @param unembedding V, D: u[v] minus its mean over v
     * @param unembeddingTransposed D, V
     * @param offset V: o[v] = b·u[v] + bias of the unembedding, minus its mean over v
     */
    record Setup(NDArray gain, NDArray centred, NDArray scaled, NDArray scaledTransposed, NDArray squaredNorm,
            NDArray unembedding, NDArray unembeddingTransposed, NDArray offset) {
    }

    /**
     * Neurons {@code from} … {@code to} − 1.
     *
     * @param b neurons, V
     * @param squared V, neurons: B²; null unless requested
     * @param cubed V, neurons: B³; likewise
     * @param least neurons: smallest B of each
     * @param most neurons: largest B of each
     */
    record Tile(int from, int to, NDArray b, NDArray squared, NDArray cubed, float[] least, float[] most) {
        int width() {
            return to - from;
        }
    }

    /**
     * @param owner of what is kept: the manager of the weights
     * @param cacheBytes most bytes of B, and then of its powers, that are kept; the rest is computed again for every block
     * @param precision of everything after the residual
     */
    public NeuronDirections(NDManager owner, Transformer model, long cacheBytes, DataType precision) {
        this.owner = owner;
        this.model = model;
        this.precision = precision;
        long rowBytes = precision.getNumOfBytes() * (long) model.vocabulary();
        long matrixBytes = rowBytes * model.neurons();
        this.keepB = cacheBytes >= matrixBytes;
        this.keepPowers = cacheBytes >= 3 * matrixBytes;
        long fit = Math.max(LEAST, TILE_BYTES / rowBytes / MULTIPLE * MULTIPLE);
        this.tileNeurons = (int) Math.min(model.neurons(), fit);
    }

    int vocabulary() {
        return model.vocabulary();
    }

    Norm finalNorm() {
        return model.finalNorm();
    }

    DataType precision() {
        return precision;
    }

    Setup setup() {
        if (setup == null) {
            try (NDManager scratch = owner.newSubManager()) {
                NDArray gain = in(scratch, model.finalNorm().gain());
                NDArray written = view(scratch, model.lastLayer().feedForward().mlp().down().weight())
                        .toType(DataType.FLOAT64, false).transpose();
                NDArray centred = model.finalNorm().project(written);
                NDArray scaled = centred.toType(precision, false).mul(gain);
                NDArray squaredNorm = centred.square().sum(new int[]{1});
                NDArray weight = in(scratch, model.unembedding().weight());
                NDArray unembedding = weight.sub(weight.mean(new int[]{0}, true));
                NDArray offset = model.finalNorm().bias() == null
                        ? scratch.zeros(new Shape(model.vocabulary()), precision)
                        : unembedding.matMul(in(scratch, model.finalNorm().bias()));
                if (model.unembedding().bias() != null) {
                    // A bias that all tokens share would cost the logits the digits in which they differ.
                    NDArray bias = view(scratch, model.unembedding().bias()).toType(DataType.FLOAT64, false);
                    offset.addi(bias.sub(bias.mean()).toType(precision, false));
                }
                offset.subi(offset.mean());
                setup = new Setup(keep(gain), keep(centred.transpose()), keep(scaled), keep(scaled.transpose()),
                        keep(squaredNorm), keep(unembedding), keep(unembedding.transpose()), keep(offset));
            }
        }
        return setup;
    }

    /**
     * Visits all neurons tile by tile.
     *
     * @param order highest power of B that is needed: 1, 2 or 3
     */
    void forEachTile(int order, Consumer<Tile> visitor) {
        for (int from = 0; from < model.neurons(); from += tileNeurons) {
            int to = Math.min(model.neurons(), from + tileNeurons);
            try (NDManager scratch = owner.newSubManager()) {
                visitor.accept(tile(scratch, from, to, order));
            }
        }
    }

    /** Rows of B, in the order of the neurons; made anew, so that their bits do not depend on what is kept. */
    NDArray rows(NDManager scratch, int[] neurons) {
        NDIndex named = new NDIndex("{}", TargetPositions.index(scratch, neurons));
        return setup().scaled().get(scratch, named).matMul(setup().unembeddingTransposed());
    }

    private Tile tile(NDManager scratch, int from, int to, int order) {
        NDArray[] tensors = kept.getOrDefault(from, new NDArray[3]).clone();
        if (tensors[0] == null) {
            NDArray rows = setup().scaled().get(scratch, new NDIndex("{}:{}", from, to));
            tensors[0] = rows.matMul(setup().unembeddingTransposed());
        }
        if (order > 1 && tensors[order - 1] == null) {
            NDArray b = view(scratch, tensors[0]);
            NDArray squared = b.square();
            tensors[1] = squared.transpose();
            tensors[2] = order == 2 ? null : squared.mul(b).transpose();
        }
        if (keepB) {
            NDArray[] keeping = kept.computeIfAbsent(from, tile -> new NDArray[3]);
            for (int power = 1; power <= (keepPowers ? order : 1); power++) {
                keeping[power - 1] = keep(tensors[power - 1]);
            }
        }
        float[] range = ranges.computeIfAbsent(from,
                tile -> range(view(scratch, tensors[0])).toType(DataType.FLOAT32, false).transpose().toFloatArray());
        return new Tile(from, to, tensors[0], tensors[1], tensors[2], Arrays.copyOf(range, to - from),
                Arrays.copyOfRange(range, to - from, range.length));
    }

    /** Rows, V → rows, 2: the smallest and the largest of each row. */
    static NDArray range(NDArray rows) {
        return rows.min(new int[]{1}, true).concat(rows.max(new int[]{1}, true), 1);
    }

    private NDArray keep(NDArray tensor) {
        tensor.attach(owner);
        return tensor;
    }

    private NDArray in(NDManager scratch, NDArray weight) {
        NDArray view = view(scratch, weight);
        return view.toType(precision, false);
    }

    /** The same storage under a scratch manager, so that what is derived from it is freed with the scratch. */
    static NDArray view(NDManager scratch, NDArray kept) {
        NDArray view = kept.reshape(kept.getShape());
        view.attach(scratch);
        return view;
    }
}
