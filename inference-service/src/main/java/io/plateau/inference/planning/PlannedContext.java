package io.plateau.inference.planning;

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
}
