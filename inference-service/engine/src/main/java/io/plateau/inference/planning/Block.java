package io.plateau.inference.planning;

/**
 * Contiguous contexts that are worked on together.
 *
 * @param firstContext index of the first context
 * @param contexts how many, K
 */
public record Block(int firstContext, int contexts) {
}
