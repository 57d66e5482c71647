package io.plateau.influence.losses;

/** The two groups of target positions that are compared; the order is that of the codes in the events. */
public enum TokenGroup {
    RARE("rare"), COMMON("common");

    /** Code of a position that belongs to neither group. */
    public static final int NEITHER = 2;

    private final String label;

    TokenGroup(String label) {
        this.label = label;
    }

    /** The name in tables and sentences. */
    public String label() {
        return label;
    }
}
