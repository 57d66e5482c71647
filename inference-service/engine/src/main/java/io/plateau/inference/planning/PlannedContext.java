package io.plateau.inference.planning;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import io.plateau.statistics.tokens.TokenGroup;

/**
 * A sampled context and what is studied in it.
 *
 * @param index which sampled context, 0 … C − 1, in corpus order
 * @param corpusIndex which context of the corpus
 * @param tokens T token ids
 * @param targets P ascending positions t whose prediction of t + 1 is studied
 * @param groups P codes of {@link TokenGroup}
 * @param observation P: 1 where the graph observes the position, else 0
 * @param ablated P: 1 where neurons are ablated at the position, else 0; null: at all
 */
public record PlannedContext(int index, long corpusIndex, int[] tokens, int[] targets, byte[] groups,
        byte[] observation, byte[] ablated) {

    /** With neurons ablated at all positions. */
    public PlannedContext(int index, long corpusIndex, int[] tokens, int[] targets, byte[] groups,
            byte[] observation) {
        this(index, corpusIndex, tokens, targets, groups, observation, null);
    }

    /** The context with the target positions alone that are in one of the groups. */
    public PlannedContext inGroups() {
        return only(i -> groups[i] != TokenGroup.NEITHER);
    }

    /** The context with the target positions alone at which neurons are ablated. */
    public PlannedContext whereAblated() {
        return ablated == null ? this : only(i -> ablated[i] != 0);
    }

    private PlannedContext only(IntPredicate wanted) {
        int[] kept = IntStream.range(0, targets.length).filter(wanted).toArray();
        return new PlannedContext(index, corpusIndex, tokens, IntStream.of(kept).map(i -> targets[i]).toArray(),
                picked(groups, kept), picked(observation, kept), ablated == null ? null : picked(ablated, kept));
    }

    private static byte[] picked(byte[] of, int[] kept) {
        byte[] picked = new byte[kept.length];
        for (int i = 0; i < kept.length; i++) {
            picked[i] = of[kept[i]];
        }
        return picked;
    }

    /** The context with target positions of slice {@code slice} of {@code slices} alone; slices differ by at most one. */
    public PlannedContext slice(int slice, int slices) {
        if (slices == 1) {
            return this;
        }
        int from = Cut.first(targets.length, slice, slices);
        int to = Cut.first(targets.length, slice + 1, slices);
        return new PlannedContext(index, corpusIndex, tokens, Arrays.copyOfRange(targets, from, to),
                Arrays.copyOfRange(groups, from, to), Arrays.copyOfRange(observation, from, to),
                ablated == null ? null : Arrays.copyOfRange(ablated, from, to));
    }
}
