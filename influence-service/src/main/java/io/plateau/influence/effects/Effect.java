package io.plateau.influence.effects;

/** A part of a neuron's effect on the loss or the prediction, in the order of the columns of {@link GroupEffects}. */
public enum Effect {
    /** Loss change. */
    TOTAL,
    /** Loss change with the final norm's scale frozen. */
    DIRECT,
    /** Total less direct: what only the rescaling does. */
    NORM_MEDIATED,
    /** Total less the loss change with the logits' component along the unigram direction frozen. */
    FREQUENCY_MEDIATED,
    /** Change of the prediction's entropy. */
    ENTROPY,
    /** Change of KL(prediction ‖ unigram). */
    UNIGRAM_KL;

    static final int COUNT = values().length;
}
