package io.plateau.inference.planning;

import java.util.Arrays;
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
 */
public record PlannedContext(int index, long corpusIndex, int[] tokens, int[] targets, byte[] groups,
        byte[] observation) {

    /** The context with the target positions alone that are in one of the groups. */
    public PlannedContext inGroups() {
        int[] kept = IntStream.range(0, targets.length).filter(i -> groups[i] != TokenGroup.NEITHER).toArray();
        byte[] keptGroups = new byte[kept.length];
        byte[] keptObservation = new byte[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptGroups[i] = groups[kept[i]];
            keptObservation[i] = observation[kept[i]];
        }
        return new PlannedContext(index, corpusIndex, tokens, IntStream.of(kept).map(i -> targets[i]).toArray(),
                keptGroups, keptObservation);
    }

    /** The context with target positions of slice {@code slice} of {@code slices} alone; slices differ by at most one. */
    public PlannedContext slice(int slice, int slices) {
        if (slices == 1) {
            return this;
        }
        int from = Cut.first(targets.length, slice, slices);
        int to = Cut.first(targets.length, slice + 1, slices);
        return new PlannedContext(index, corpusIndex, tokens, Arrays.copyOfRange(targets, from, to),
                Arrays.copyOfRange(groups, from, to), Arrays.copyOfRange(observation, from, to));
    }
}
