package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;

/** Rows and elements picked from tensors, in float64 and in the manager of the indices. */
final class GatheredRows {
    private GatheredRows() {
    }

    /** P, N → pairs, 1; a pair is position · N + neuron. */
    static NDArray at(NDArray values, NDArray pairs) {
        NDArray flat = values.reshape(-1, 1);
        flat.attach(pairs.getManager());
        return of(flat, pairs);
    }

    /** Rows of a matrix: an embedding is three times as fast as an index. */
    static NDArray of(NDArray matrix, NDArray indices) {
        return indices.getNDArrayInternal().embedding(indices, matrix, SparseFormat.DENSE).singletonOrThrow()
                .toType(DataType.FLOAT64, false);
    }
}
