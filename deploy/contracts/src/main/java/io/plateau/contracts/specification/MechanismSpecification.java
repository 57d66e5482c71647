package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.orDefault;

/**
 * What influence is made of and what the plateau does together (deploy/science, Effects and Joint ablation). Of the final MLP:
 * experiments on a layer by its number have neither.
 *
 * @param effects whether every neuron's loss change is taken apart; models whose final MLP has no closed form have no effects
 * @param nullSpace singular directions of the unembedding, from the smallest singular value, that count as its null space; absent:
 *        40, or 2.5 % of the model's width where that is more
 * @param confidenceShare a neuron is a {@code confidence} neuron where at least this share of its effect is mediated by the final
 *        norm, and its null-space share is among the {@code nullSpaceTop} of the layer
 * @param nullSpaceTop share of the layer's neurons with the largest null-space shares
 * @param frequencyShare a neuron is a {@code frequency} neuron where at least this share of its effect is mediated by the unigram
 *        direction
 * @param matchedSets random sets of neurons, matched in mean |activation|, against which the plateau's roles are held
 * @param controls random sets of the same size, matched in mean |activation|, against which each joint ablation is held; 0: no
 *        joint ablations
 * @param contexts contexts over which sets of neurons are ablated
 * @param largest share of the layer up to which sets of top-ranked neurons are ablated, if the plateau is smaller
 * @param withinGap the top ranks suffice where, with all other neurons ablated, the loss stays within this share of the gap between
 *        the model as it is and the model with all of them ablated
 */
public record MechanismSpecification(Boolean effects, Integer nullSpace, Double confidenceShare, Double nullSpaceTop,
        Double frequencyShare, Integer matchedSets, Integer controls, Integer contexts, Double largest,
        Double withinGap) {

    public MechanismSpecification {
        effects = orDefault(effects, true);
        confidenceShare = orDefault(confidenceShare, 0.5);
        nullSpaceTop = orDefault(nullSpaceTop, 0.05);
        frequencyShare = orDefault(frequencyShare, 0.5);
        matchedSets = orDefault(matchedSets, 1_000);
        controls = orDefault(controls, 100);
        contexts = orDefault(contexts, 8);
        largest = orDefault(largest, 0.05);
        withinGap = orDefault(withinGap, 0.05);
        if (nullSpace != null) {
            between("mechanisms.nullSpace", nullSpace, 1, 100_000);
        }
        between("mechanisms.confidenceShare", confidenceShare, 0.0, 1.0);
        between("mechanisms.nullSpaceTop", nullSpaceTop, 0.0, 1.0);
        between("mechanisms.frequencyShare", frequencyShare, 0.0, 1.0);
        between("mechanisms.matchedSets", matchedSets, 19, 100_000);
        // Below 19 no p-value could reach 5 %.
        if (controls != 0) {
            between("mechanisms.controls", controls, 19, 10_000);
        }
        between("mechanisms.contexts", contexts, 4, 100_000);
        between("mechanisms.largest", largest, 0.0, 1.0);
        between("mechanisms.withinGap", withinGap, 0.0, 1.0);
    }

    /** All defaults. */
    public static MechanismSpecification defaults() {
        return new MechanismSpecification(null, null, null, null, null, null, null, null, null, null);
    }

    /** Whether sets of neurons are ablated together. */
    public boolean hasJointAblations() {
        return controls > 0;
    }
}
