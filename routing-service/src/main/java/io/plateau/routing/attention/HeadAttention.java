package io.plateau.routing.attention;

import io.plateau.routing.statistics.Quantity;

/**
 * Attention of one head.
 *
 * @param layer 0 … L − 1
 * @param head 0 … H − 1
 * @param giniRare mean Gini coefficient over the rows of rare targets
 * @param giniCommon the same over common targets
 * @param similarity Pearson r of the rare and common attention profiles
 */
public record HeadAttention(int layer, int head, Quantity giniRare, Quantity giniCommon, Quantity similarity) {
}
