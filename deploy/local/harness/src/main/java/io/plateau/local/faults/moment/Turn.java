package io.plateau.local.faults.moment;

import java.util.List;

/** Ways that are gone through in turn. */
public final class Turn {
    private Turn() {
    }

    /** The one whose turn it is. */
    public static <T> T of(List<T> all, int turn) {
        return all.get(Math.floorMod(turn, all.size()));
    }
}
