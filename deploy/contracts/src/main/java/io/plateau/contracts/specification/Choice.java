package io.plateau.contracts.specification;

import com.fasterxml.jackson.annotation.JsonValue;

import io.plateau.contracts.Labelled;

/** A value of a field of the specification that has a fixed set of values; it is written as its label. */
public interface Choice extends Labelled {
    @Override
    @JsonValue
    default String label() {
        return Labelled.super.label();
    }
}
