package io.plateau.inference.model;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;

/** No norm: the identity. */
record NoNorm() implements Norm {

    @Override
    public NDArray apply(NDArray x) {
        return x;
    }

    @Override
    public NDArray gain() {
        return null;
    }

    @Override
    public NDArray bias() {
        return null;
    }

    @Override
    public float epsilon() {
        return 0;
    }

    @Override
    public NDArray project(NDArray x) {
        return x;
    }

    @Override
    public Norm withGain(NDArray gain) {
        throw new IllegalStateException("there is no norm whose gain could be another");
    }

    @Override
    public Norm converted(UnaryOperator<NDArray> conversion) {
        return this;
    }
}
