package io.plateau.inference.model;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;

/** Normalisation of the last dimension, or none. */
public sealed interface Norm permits LayerNorm, RmsNorm, NoNorm {
    /** Where a part has no norm: leaves its input as it is. */
    Norm NONE = new NoNorm();

    /** …, D → …, D. */
    NDArray apply(NDArray x);

    /** D: g; null where there is no norm. */
    NDArray gain();

    /** D: b; null where there is none. */
    NDArray bias();

    /** Added to the mean square. */
    float epsilon();

    /** …, D → …, D: P x, the linear part in front of the scaling: x less its mean, or x itself. */
    NDArray project(NDArray x);

    /** …, D → …, 1: sigma, by which the projection is divided. */
    default NDArray scale(NDArray projected) {
        int last = projected.getShape().dimension() - 1;
        return projected.square().mean(new int[]{last}, true).addi(epsilon()).sqrt();
    }

    /** The same norm with another gain. */
    Norm withGain(NDArray gain);

    /** The same norm with its weights converted. */
    Norm converted(UnaryOperator<NDArray> conversion);
}
