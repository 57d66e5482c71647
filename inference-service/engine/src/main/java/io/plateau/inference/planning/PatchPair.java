package io.plateau.inference.planning;

/**
 * A rare target and the common target that it is paired with, in different contexts; at different positions only where
 * their types are matched.
 *
 * @param rareContext index of the rare target's context
 * @param rarePosition position t that predicts it
 * @param commonContext index of the common target's context
 * @param commonPosition position t that predicts it
 */
public record PatchPair(int rareContext, int rarePosition, int commonContext, int commonPosition) {
}
