package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.Transformer;
import io.plateau.statistics.eigen.SymmetricEigen;

/**
 * What the weights alone say of the neurons of the final MLP (deploy/science, Effects), N each.
 *
 * @param outputNorm ‖w‖ of the output weights as stored
 * @param nullSpaceShare ‖projection of g ⊙ P w onto the bottom k singular directions of the unembedding‖ ÷ ‖g ⊙ P w‖
 * @param logitVariance variance over the vocabulary of the cosine between an unembedding row and g ⊙ P w
 * @param unigramAlignment Pearson correlation over the vocabulary of the neuron's logit vector and the unigram direction
 */
public record WeightProperties(double[] outputNorm, double[] nullSpaceShare, double[] logitVariance,
        double[] unigramAlignment) {
    private static final int LEAST_DIRECTIONS = 40;
    private static final double SHARE_OF_DIRECTIONS = 0.025;

    /** k where none is requested: 40, or 2.5 % of D where that is more; never all of D. */
    public static int directions(int width) {
        return Math.min(width - 1, Math.max(LEAST_DIRECTIONS, (int) Math.round(SHARE_OF_DIRECTIONS * width)));
    }

    /**
     * @param nullSpace k, singular directions of the unembedding with the smallest singular values
     * @param unigram over the tokens that the tokenizer has; rows of padding are left out everywhere
     */
    public static WeightProperties of(NDManager manager, Transformer model, int nullSpace, UnigramDirection unigram) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray stored = in(scratch, model.lastLayer().feedForward().mlp().down().weight()).transpose();
            NDArray written = model.finalNorm().project(stored).mul(in(scratch, model.finalNorm().gain()));
            NDArray known = scratch.create(knownRows(unigram));
            NDArray unembedding = in(scratch, model.unembedding().weight()).get(known);
            NDArray bottom = bottom(unembedding, nullSpace);
            NDArray norms = length(written);
            NDArray logits = written.matMul(unembedding.transpose());
            NDArray cosines = logits.div(norms.expandDims(1)).divi(length(unembedding));
            NDArray direction = scratch.create(unigram.direction()).get(known);
            NDArray centred = logits.sub(logits.mean(new int[]{1}, true));
            NDArray alignment = centred.matMul(direction.expandDims(1)).squeeze(1).div(length(centred))
                    .divi(length(direction.expandDims(0)));
            return new WeightProperties(length(stored).toDoubleArray(),
                    length(written.matMul(bottom)).div(norms).toDoubleArray(),
                    cosines.sub(cosines.mean(new int[]{1}, true)).square().mean(new int[]{1}).toDoubleArray(),
                    alignment.toDoubleArray());
        }
    }

    private static long[] knownRows(UnigramDirection unigram) {
        return IntStream.range(0, unigram.known().length).filter(v -> unigram.known()[v])
                .mapToLong(v -> v).toArray();
    }

    /** D, k: eigenvectors of UᵀU with the smallest eigenvalues, which are U's singular directions. */
    private static NDArray bottom(NDArray unembedding, int count) {
        double[][] gram = square(unembedding.transpose().matMul(unembedding));
        double[][] vectors = SymmetricEigen.of(gram).vectors();
        double[] flat = new double[gram.length * count];
        for (int d = 0; d < gram.length; d++) {
            for (int k = 0; k < count; k++) {
                flat[d * count + k] = vectors[d][k];
            }
        }
        return unembedding.getManager().create(flat).reshape(gram.length, count);
    }

    private static double[][] square(NDArray matrix) {
        int n = (int) matrix.getShape().get(0);
        double[] values = matrix.toDoubleArray();
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(values, i * n, (i + 1) * n);
        }
        return rows;
    }

    /** Rows → their lengths. */
    private static NDArray length(NDArray rows) {
        return rows.square().sum(new int[]{1}).sqrt();
    }

    private static NDArray in(NDManager scratch, NDArray weight) {
        NDArray converted = weight.toType(DataType.FLOAT64, true);
        converted.attach(scratch);
        return converted;
    }
}
