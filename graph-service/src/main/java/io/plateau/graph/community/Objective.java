package io.plateau.graph.community;

import java.util.Locale;

/** What a partition is judged by. */
public enum Objective {
    /** Signed modularity (Eq. 7): positive and negative part, each with its own 2m. */
    SIGNED,
    /** Modularity (Eq. 6) of the absolute weights. */
    ABSOLUTE,
    /** Modularity (Eq. 6) of the positive part. */
    POSITIVE;

    /** The objective a specification names: {@code signed}, {@code absolute} or {@code positive}. */
    public static Objective named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
