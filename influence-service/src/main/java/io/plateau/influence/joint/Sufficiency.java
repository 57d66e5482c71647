package io.plateau.influence.joint;

/**
 * The top ranks alone, all other neurons ablated.
 *
 * @param size how many top ranks are left
 * @param rareGap loss change of rare targets ÷ that with all neurons ablated; NaN where that is not a loss
 * @param commonGap of common ones
 */
public record Sufficiency(int size, SetLosses.Mean rare, SetLosses.Mean common, double rareGap, double commonGap) {

    /** @param none with all neurons ablated */
    static Sufficiency of(int size, SetLosses rest, SetLosses none) {
        return new Sufficiency(size, rest.joint(0), rest.joint(1), share(rest.joint(0), none.joint(0)),
                share(rest.joint(1), none.joint(1)));
    }

    /** Where the layer as a whole does not lower the loss, there is no gap that a part of it could close. */
    private static double share(SetLosses.Mean rest, SetLosses.Mean none) {
        return none.mean() > 0 ? rest.mean() / none.mean() : Double.NaN;
    }
}
