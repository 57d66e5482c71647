package io.plateau.contracts;

import java.util.Locale;

/** An enum whose constants have a name for people, in files, options and tables: {@code TOP_K} is {@code top-k}. */
public interface Labelled {
    String name();

    default String label() {
        return label(name());
    }

    /** The label of a constant of that name. */
    static String label(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
