package io.plateau.inference.heads;

/**
 * What is ablated.
 *
 * @param layer 0 … L − 1; −1 for the baseline
 * @param head 0 … H − 1; −1 unless {@code kind} is HEAD
 * @param direction of a control, from 0; −1 of anything else
 */
public record Target(Kind kind, int layer, int head, int direction) {

    /** Anything but a control. */
    public Target(Kind kind, int layer, int head) {
        this(kind, layer, head, -1);
    }

    public static Target control(Kind kind, int layer, int direction) {
        return new Target(kind, layer, -1, direction);
    }

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
