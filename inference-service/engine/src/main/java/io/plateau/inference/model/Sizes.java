package io.plateau.inference.model;

/** How much room a table that grows with the contexts takes. */
public final class Sizes {
    private Sizes() {
    }

    /** The next power of two: a table is made anew a handful of times, not for every context. */
    public static int roundedUp(int positions) {
        int highest = Integer.highestOneBit(positions);
        return highest == positions ? positions : Math.multiplyExact(highest, 2);
    }
}
