package io.plateau.influence.messaging;

import java.util.List;
import java.util.stream.IntStream;

import io.plateau.contracts.MalformedEventException;
import io.plateau.statistics.tokens.TokenGroup;

/** Contexts of a block with their numbers of rare and common positions, as events have them. */
final class ContextCounts {
    private ContextCounts() {
    }

    /** @throws MalformedEventException when the contexts do not ascend, or have other than two counts each */
    static void require(List<Integer> contexts, List<Integer> counts) {
        boolean ascending = IntStream.range(1, contexts.size()).allMatch(k -> contexts.get(k - 1) < contexts.get(k));
        if (!ascending || !contexts.isEmpty() && contexts.get(0) < 0) {
            throw new MalformedEventException("contexts are " + contexts + "; they must ascend from 0 or more");
        }
        if (counts.size() != TokenGroup.COUNT * contexts.size() || counts.stream().anyMatch(count -> count < 0)) {
            throw new MalformedEventException("counts are " + counts + " for " + contexts.size()
                    + " contexts; each must have two, of at least 0");
        }
    }

    static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
