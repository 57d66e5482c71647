package io.plateau.routing.tokens;

import java.util.Locale;

/** Group of a target position by the frequency of its token (deploy/science, Tokens). */
public enum TokenGroup {
    RARE, COMMON;

    /** Code of a position that is in neither group. */
    public static final int NEITHER = 2;

    /** How many groups there are: the size of a group dimension. */
    public static final int COUNT = 2;

    /** Index in a group dimension and code in the events: 0 rare, 1 common. */
    public int code() {
        return ordinal();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
