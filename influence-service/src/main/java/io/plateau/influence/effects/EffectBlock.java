package io.plateau.influence.effects;

/**
 * Sums over the positions of one block as they are published.
 *
 * @param contexts K: indices, ascending
 * @param counts K, 2: positions of each context in the groups rare, common
 * @param sums K, 2, 5, N: total, direct, total with the unigram direction frozen, entropy change, KL change, nats
 */
public record EffectBlock(int[] contexts, int[] counts, float[] sums, int neurons) {
    /** Sums per neuron, context and group. */
    public static final int PARTS = 5;
}
