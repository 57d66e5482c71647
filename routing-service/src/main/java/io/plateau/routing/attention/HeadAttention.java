package io.plateau.routing.attention;

import io.plateau.routing.profile.OffsetProfile;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Quantity;

/**
 * Attention of one head.
 *
 * @param layer 0 … L − 1
 * @param head 0 … H − 1
 * @param giniRare mean concentration over the rows of rare targets
 * @param giniCommon the same over common targets
 * @param giniOverContexts paired test of rare − common, one pair per context: the context's means over its rows
 * @param similarity Pearson r of the rare and common attention profiles
 * @param rare attention profile of rare targets
 * @param common attention profile of common targets
 */
public record HeadAttention(int layer, int head, Quantity giniRare, Quantity giniCommon, PairedTest giniOverContexts,
        Quantity similarity, OffsetProfile rare, OffsetProfile common) {
}
