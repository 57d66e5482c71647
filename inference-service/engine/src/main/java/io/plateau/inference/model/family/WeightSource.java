package io.plateau.inference.model.family;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.StoredWeight;
import io.plateau.inference.model.EngineMemory;
import io.plateau.inference.model.LayerNorm;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.RmsNorm;

/** Hands the weights of a checkpoint to a family, as tensors of the manager that owns the model. */
final class WeightSource {
    private final Checkpoint checkpoint;
    private final List<String> prefixes;
    private final NDManager manager;

    /** @param prefixes the prefixes under which the family is published */
    WeightSource(Checkpoint checkpoint, List<String> prefixes, NDManager manager) {
        this.checkpoint = checkpoint;
        this.prefixes = prefixes;
        this.manager = manager;
    }

    NDArray tensor(String name, long... shape) {
        return tensor(checkpoint.weight(names(name), shape), shape);
    }

    /**
     * Token embedding and unembedding. A head that is stored is used, as by the published implementation, even where the
     * configuration ties it to the embedding; a tied model may store only one of the two.
     *
     * @param embedding name of the token embedding, without prefix
     * @param heads full names under which the unembedding may be stored
     * @param tied whether the configuration says that both are one
     * @return embedding and unembedding, V, D both
     */
    NDArray[] embeddings(String embedding, List<String> heads, boolean tied, int vocabulary, int width) {
        long[] shape = {vocabulary, width};
        if (!tied) {
            return new NDArray[]{tensor(embedding, shape), tensor(checkpoint.weight(heads, shape), shape)};
        }
        if (!checkpoint.has(heads) || !checkpoint.has(names(embedding))) {
            List<String> stored = checkpoint.has(heads) ? heads : names(embedding);
            NDArray both = tensor(checkpoint.weight(stored, shape), shape);
            return new NDArray[]{both, both};
        }
        StoredWeight below = checkpoint.weight(names(embedding), shape);
        StoredWeight above = checkpoint.weight(heads, shape);
        NDArray first = tensor(below, shape);
        if (below.sameValues(above)) {
            return new NDArray[]{first, first};
        }
        checkpoint.note("config.json ties the unembedding to the token embedding, but the weights store another one ("
                + heads.stream().filter(name -> checkpoint.has(List.of(name))).findFirst().orElseThrow()
                + "); the stored one was used");
        return new NDArray[]{first, tensor(above, shape)};
    }

    private List<String> names(String name) {
        return prefixes.stream().map(prefix -> prefix + name).toList();
    }

    private NDArray tensor(StoredWeight stored, long... shape) {
        return stored.isFloat32()
                ? manager.create(stored.raw(), new Shape(shape), DataType.FLOAT32)
                : EngineMemory.filled(manager, new Shape(shape), stored::widenInto);
    }

    Norm norm(String name, int width, double epsilon) {
        return new LayerNorm(tensor(name + ".weight", width), tensor(name + ".bias", width), (float) epsilon);
    }

    Norm rmsNorm(String name, int width, double epsilon) {
        return new RmsNorm(tensor(name + ".weight", width), (float) epsilon);
    }

    /** Stored out, in. */
    Linear linear(String name, int out, int in, boolean bias) {
        return new Linear(tensor(name + ".weight", out, in), bias ? tensor(name + ".bias", out) : null);
    }

    /** Stored in, out: a view turns it. */
    Linear transposed(String name, int out, int in) {
        return new Linear(tensor(name + ".weight", in, out).transpose(), tensor(name + ".bias", out));
    }

    NDManager manager() {
        return manager;
    }
}
