package io.plateau.inference.planning;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A token type as it is matched. Occurrences carry tags, so the type has the tag of most of them, and only those that
 * bear it are used; length, third and role are those of most of the used ones. Equal numbers: the first in natural order.
 *
 * @param token id
 * @param tag majority part of speech
 * @param length characters of the token
 * @param third majority third of the sentence
 * @param role majority role; null without a parse
 * @param occurrences those that bear the tag, in corpus order
 */
public record TokenType(int token, String tag, int length, int third, String role, List<Occurrence> occurrences) {

    /** None when no occurrence lies in a word. */
    static Optional<TokenType> of(int token, List<Occurrence> occurrences) {
        if (occurrences.isEmpty()) {
            return Optional.empty();
        }
        String tag = majority(occurrences, Occurrence::tag);
        List<Occurrence> used = occurrences.stream().filter(o -> o.tag().equals(tag)).toList();
        return Optional.of(new TokenType(token, tag, majority(used, Occurrence::length),
                majority(used, Occurrence::third), majority(used, Occurrence::role), used));
    }

    private static <V extends Comparable<V>> V majority(List<Occurrence> occurrences, Function<Occurrence, V> part) {
        Map<V, Integer> votes = new TreeMap<>();
        occurrences.stream().map(part).filter(Objects::nonNull).forEach(v -> votes.merge(v, 1, Integer::sum));
        return votes.entrySet().stream()
                .min(Comparator.<Map.Entry<V, Integer>>comparingInt(Map.Entry::getValue).reversed()
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey).orElse(null);
    }
}
