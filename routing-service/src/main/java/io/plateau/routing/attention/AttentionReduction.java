package io.plateau.routing.attention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.plateau.contracts.UnprocessableException;
import io.plateau.routing.profile.OffsetProfile;
import io.plateau.routing.profile.ProfileSimilarity;
import io.plateau.routing.statistics.CentralMoments;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Quantity;
import io.plateau.statistics.tokens.TokenGroup;
import io.plateau.statistics.trajectory.ContextValues;

/**
 * Adds up the sums of blocks. Add them in block order: the same experiment then gives the same bits. A context whose rows
 * do not fit one block comes in several, one after the other, and counts as one.
 */
public final class AttentionReduction {
    private final SortedMap<Integer, LayerTotals> layers = new TreeMap<>();
    private final SortedMap<Integer, ContextTotals> contexts = new TreeMap<>();
    private Pair pending;

    /** What has come so far of a context in a layer. */
    private record Pair(int layer, int context, AttentionSums sums) {
        boolean continues(int nextLayer, int nextContext) {
            return layer == nextLayer && context == nextContext;
        }
    }

    /** @param context index of the block's context; null when the block has no rows */
    public void add(int layer, Integer context, AttentionSums sums) {
        if (context == null) {
            // Says of what shape the layer is and adds nothing; the context before it may go on after it.
            layers.computeIfAbsent(layer, l -> new LayerTotals(l, sums)).add(sums);
        } else if (pending != null && pending.continues(layer, context)) {
            requireLike(layer, pending.sums, sums.heads(), sums.offsets());
            pending = new Pair(layer, context, pending.sums.plus(sums));
        } else {
            flush();
            pending = new Pair(layer, context, sums);
        }
    }

    private void flush() {
        if (pending != null) {
            AttentionSums sums = pending.sums;
            layers.computeIfAbsent(pending.layer, l -> new LayerTotals(l, sums)).add(sums);
            contexts.computeIfAbsent(pending.context, c -> new ContextTotals()).add(sums);
            pending = null;
        }
    }

    private static void requireLike(int layer, AttentionSums sums, int heads, int offsets) {
        if (sums.heads() != heads || sums.offsets() != offsets) {
            throw new UnprocessableException("attention blocks of layer " + layer + " have " + heads + " and "
                    + sums.heads() + " heads; every context must have the same heads");
        }
    }

    /** Of all that was added. */
    public AttentionSummary summarise() {
        flush();
        List<HeadAttention> heads = new ArrayList<>();
        layers.values().forEach(layer -> layer.appendHeads(heads));
        Map<Integer, Double> differences = new TreeMap<>();
        contexts.forEach((context, totals) -> {
            if (totals.hasBothGroups()) {
                differences.put(context, totals.rareMinusCommon());
            }
        });
        return AttentionSummary.of(heads, ContextValues.of(differences));
    }

    /** Sums over the contexts of one layer. */
    private static final class LayerTotals {
        private final int layer;
        private final int heads;
        private final double[] rows = new double[TokenGroup.COUNT]; // that have a concentration
        private final double[] gini; // G, H
        private final CentralMoments[] differences; // H: rare − common of each context
        private final OffsetProfile[][] profiles; // G, H

        LayerTotals(int layer, AttentionSums like) {
            this.layer = layer;
            heads = like.heads();
            gini = new double[TokenGroup.COUNT * heads];
            differences = new CentralMoments[heads];
            Arrays.setAll(differences, h -> new CentralMoments());
            profiles = new OffsetProfile[TokenGroup.COUNT][heads];
            for (OffsetProfile[] group : profiles) {
                Arrays.setAll(group, h -> new OffsetProfile(like.offsets()));
            }
        }

        void add(AttentionSums sums) {
            requireLike(layer, sums, heads, profiles[0][0].offsets());
            double[] count = sums.giniRows();
            for (int head = 0; head < heads && count[0] > 0 && count[1] > 0; head++) {
                differences[head].add(sums.gini()[head] / count[0] - sums.gini()[heads + head] / count[1]);
            }
            for (int group = 0; group < TokenGroup.COUNT; group++) {
                rows[group] += count[group];
                for (int head = 0; head < heads; head++) {
                    int index = group * heads + head;
                    gini[index] += sums.gini()[index];
                    profiles[group][head].add(sums.profile(), index * sums.offsets(), sums.profileRows(),
                            group * sums.offsets());
                }
            }
        }

        void appendHeads(List<HeadAttention> list) {
            for (int head = 0; head < heads; head++) {
                list.add(new HeadAttention(layer, head, gini(TokenGroup.RARE, head), gini(TokenGroup.COMMON, head),
                        PairedTest.of("context", differences[head]),
                        ProfileSimilarity.of(profiles[0][head], profiles[1][head]), profiles[0][head],
                        profiles[1][head]));
            }
        }

        private Quantity gini(TokenGroup group, int head) {
            double count = rows[group.code()];
            return count == 0
                    ? Quantity.undefined("no " + group.label() + " target position has an attention row")
                    : Quantity.of(gini[group.code() * heads + head] / count);
        }
    }

    /** Gini coefficients of one context, over all its layers and heads. */
    private static final class ContextTotals {
        private final double[] gini = new double[TokenGroup.COUNT];
        private final double[] rows = new double[TokenGroup.COUNT];

        void add(AttentionSums sums) {
            for (int group = 0; group < TokenGroup.COUNT; group++) {
                rows[group] += sums.giniRows()[group] * sums.heads();
                for (int head = 0; head < sums.heads(); head++) {
                    gini[group] += sums.gini()[group * sums.heads() + head];
                }
            }
        }

        boolean hasBothGroups() {
            return rows[0] > 0 && rows[1] > 0;
        }

        double rareMinusCommon() {
            return gini[0] / rows[0] - gini[1] / rows[1];
        }
    }
}
