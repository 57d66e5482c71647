package io.plateau.statistics.trajectory;

import java.util.stream.IntStream;

/**
 * Contexts dealt into tenths by their index, the same ones at every checkpoint: for a quantity that has no value of a context and jumps as
 * contexts come and go, so that a jackknife over contexts would be inconsistent (Efron 1979, of the median). It is
 * computed from each tenth alone, and checkpoints are compared over the tenths.
 */
public final class ContextParts {
    public static final int COUNT = 10;

    private ContextParts() {
    }

    /** @return 0 … 9 */
    public static int of(int context) {
        return context % COUNT;
    }

    /** @param byPart 10: NaN of a part that does not have the quantity */
    public static ContextValues values(double[] byPart) {
        int[] parts = IntStream.range(0, COUNT).filter(part -> Double.isFinite(byPart[part])).toArray();
        return new ContextValues(parts, IntStream.of(parts).mapToDouble(part -> byPart[part]).toArray());
    }
}
