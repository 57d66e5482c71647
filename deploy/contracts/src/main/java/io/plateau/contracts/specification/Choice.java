package io.plateau.contracts.specification;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** A value of a field of the specification that has a fixed set of values: an enum whose constants have a label. */
public interface Choice {
    String name();

    /** As it is written in a specification and in tables: {@code TOP_K} is {@code top-k}. */
    @JsonValue
    default String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
