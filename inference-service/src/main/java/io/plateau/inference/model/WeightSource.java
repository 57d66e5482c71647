package io.plateau.inference.model;

import java.util.List;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.StoredWeight;

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

    boolean has(String name) {
        return checkpoint.has(prefixes, name);
    }

    NDArray tensor(String name, long... shape) {
        StoredWeight stored = checkpoint.weight(prefixes, name, shape);
        return stored.isFloat32()
                ? manager.create(stored.raw(), new Shape(shape), DataType.FLOAT32)
                : widened(stored, new Shape(shape));
    }

    /** In the tensor engine's own memory: the JVM limits its direct memory, and gives it back when it pleases. */
    private NDArray widened(StoredWeight stored, Shape shape) {
        try (NDManager cpu = manager.newSubManager(Device.cpu())) {
            NDArray tensor = cpu.create(shape, DataType.FLOAT32);
            stored.widenInto(tensor.toByteBuffer(true));
            NDArray there = tensor.toDevice(manager.getDevice(), false);
            there.attach(manager);
            return there;
        }
    }

    LayerNorm norm(String name, int width, double epsilon) {
        return new LayerNorm(tensor(name + ".weight", width), tensor(name + ".bias", width), (float) epsilon);
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
