package io.plateau.routing.impact;

/**
 * What was ablated.
 *
 * @param layer 0 … L − 1; −1 for the baseline
 * @param head 0 … H − 1; −1 unless kind is HEAD
 * @param direction of a control, from 0; −1 of anything else
 */
public record Ablation(Kind kind, int layer, int head, int direction) {

    /** Anything but a control. */
    public Ablation(Kind kind, int layer, int head) {
        this(kind, layer, head, -1);
    }

    public static Ablation control(Kind kind, int layer, int direction) {
        return new Ablation(kind, layer, -1, direction);
    }

    /** Kind of ablation; the controls perturb a part that is not attention by the median head's norm. */
    public enum Kind {
        BASELINE, HEAD, LAYER, CONTROL_NORM, CONTROL_FEED_FORWARD;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case BASELINE -> "baseline";
            case HEAD -> "layer " + layer + " head " + head;
            case LAYER -> "all heads of layer " + layer;
            case CONTROL_NORM -> "layer norm of layer " + layer;
            case CONTROL_FEED_FORWARD -> "feed-forward of layer " + layer;
        };
    }
}
