package io.plateau.inference.heads;

/**
 * What is ablated.
 *
 * @param layer 0 … L − 1; −1 for the baseline
 * @param head 0 … H − 1; −1 unless {@code kind} is HEAD
 */
public record Target(Kind kind, int layer, int head) {

    /** The names are those of the event's {@code AblationKind}. */
    public enum Kind {
        /** Nothing. */
        BASELINE,
        /** One head. */
        HEAD,
        /** All heads of a layer. */
        LAYER,
        /** Gains of the layer norm in front of the layer's MLP, perturbed to the median head's norm. */
        CONTROL_NORM,
        /** Input weights of the layer's MLP, perturbed to the median head's norm. */
        CONTROL_FEED_FORWARD
    }
}
