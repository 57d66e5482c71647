package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/** Sees, and may replace, the tensors of a forward pass; the model itself stays clean. */
@FunctionalInterface
public interface Hooks {
    /** Sees nothing, replaces nothing. */
    Hooks NONE = (point, layer, value) -> value;

    /**
     * @param value belongs to a manager that is closed after the layer; who keeps it attaches it to another
     * @return the value that the forward pass continues with
     */
    NDArray at(HookPoint point, int layer, NDArray value);
}
