package io.plateau.influence.joint;

import java.util.List;

/**
 * Sums over the positions of one block as they are published.
 *
 * @param sets S
 * @param contexts K: indices, ascending
 * @param counts K, 2: positions of each context in the groups rare, common
 * @param delta S, K, 2: loss with the set ablated minus baseline loss, nats
 * @param separate S, K, 2: the same of the set's neurons one at a time, added up; of sets of top ranks
 */
public record JointBlock(List<SetKey> sets, int[] contexts, int[] counts, float[] delta, float[] separate) {
}
