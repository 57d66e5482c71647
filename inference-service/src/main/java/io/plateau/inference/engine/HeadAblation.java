package io.plateau.inference.engine;

import java.util.List;

/**
 * Mean activation of chosen final-MLP neurons with parts of the model ablated.
 *
 * @param targets A rows, row 0 is the baseline
 * @param counts K, 2: target positions of the context in the groups rare, common
 * @param meanAbsolute A, K, 2, M: mean of |a|; 0 where the count is 0
 * @param meanSigned A, K, 2, M: mean of a, likewise
 */
public record HeadAblation(List<Target> targets, int[] counts, float[] meanAbsolute, float[] meanSigned) {

    /** What is ablated; the names are those of the event's {@code AblationKind}. */
    public enum Kind {
        /** Nothing. */
        BASELINE,
        /** One head. */
        HEAD,
        /** All heads of a layer. */
        LAYER,
        /** Gains of the layer norm in front of the layer's MLP, perturbed to the median head's norm. */
        CONTROL_NORM,
        /** Down-projection of the layer's MLP, perturbed to the median head's norm. */
        CONTROL_FEED_FORWARD
    }

    /**
     * One row.
     *
     * @param layer 0 … L − 1; −1 for the baseline
     * @param head 0 … H − 1; −1 unless {@code kind} is HEAD
     */
    public record Target(Kind kind, int layer, int head) {
    }
}
