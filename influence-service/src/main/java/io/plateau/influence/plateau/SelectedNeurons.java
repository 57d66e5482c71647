package io.plateau.influence.plateau;

import java.util.List;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.influence.ranking.Ranking;

/**
 * The neurons the later stages work on: the plateau, or the top ranks where there is none.
 *
 * @param rule {@code excess}, {@code flat} or {@code top-k}
 * @param size neurons in the plateau as found; 0 when the top ranks are used instead
 * @param groups excitatory, then inhibitory
 */
public record SelectedNeurons(String rule, int size, List<SignedGroup> groups) {
    /**
     * @param asked the specification's plateauRule; {@code top-k} takes the top ranks whatever was found
     * @param topK number of top ranks used as substitutes
     * @param minGroup size up to which a sign is filled with its next-ranked neurons, as far as there are any
     * @param meanDelta N: its sign is the neuron's sign
     */
    public static SelectedNeurons of(Plateau plateau, PlateauRule asked, int topK, int minGroup, Ranking ranking,
            double[] meanDelta) {
        boolean found = plateau.size() > 0 && asked != PlateauRule.TOP_K;
        int head = Math.min(found ? plateau.size() : topK, ranking.size());
        return new SelectedNeurons(found ? plateau.rule().label() : PlateauRule.TOP_K.label(),
                found ? plateau.size() : 0,
                List.of(group(true, head, minGroup, ranking, meanDelta),
                        group(false, head, minGroup, ranking, meanDelta)));
    }

    private static SignedGroup group(boolean excitatory, int head, int minGroup, Ranking ranking, double[] meanDelta) {
        int[] ranks = IntStream.range(0, ranking.size())
                .filter(r -> excitatory ? meanDelta[ranking.neurons()[r]] > 0 : meanDelta[ranking.neurons()[r]] < 0)
                .toArray();
        int own = (int) IntStream.of(ranks).filter(r -> r < head).count();
        int size = Math.min(Math.max(own, minGroup), ranks.length);
        int[] neurons = IntStream.of(ranks).limit(size).map(r -> ranking.neurons()[r]).toArray();
        return new SignedGroup(excitatory, neurons, size - own);
    }
}
