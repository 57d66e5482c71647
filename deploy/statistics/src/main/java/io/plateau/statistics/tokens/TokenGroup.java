package io.plateau.statistics.tokens;

/** Group of a target position by the frequency of its token (deploy/science, Tokens). */
public enum TokenGroup {
    RARE("rare"), COMMON("common");

    /** Code of a position that is in neither group. */
    public static final byte NEITHER = 2;

    /** How many groups there are: the size of a group dimension. */
    public static final int COUNT = 2;

    private final String label;

    TokenGroup(String label) {
        this.label = label;
    }

    /** Index in a group dimension and code in the events: 0 rare, 1 common. */
    public byte code() {
        return (byte) ordinal();
    }

    /** The name in tables and sentences. */
    public String label() {
        return label;
    }
}
