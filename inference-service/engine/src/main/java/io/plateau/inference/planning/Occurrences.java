package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

import io.plateau.inference.corpus.WhiteSpace;
import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.linguistics.Role;
import io.plateau.inference.linguistics.Word;
import io.plateau.statistics.tokens.TokenGroup;

/** Finds the occurrences of rare and common token types in the sampled contexts. */
final class Occurrences {
    private final Annotator annotator;
    private final IntUnaryOperator groupOf;
    /** Per group, rare and common: the types by token id, each with its occurrences in corpus order; may be none. */
    private final List<Map<Integer, List<Occurrence>>> types = List.of(new TreeMap<>(), new TreeMap<>());

    /** @param groupOf code of {@link TokenGroup} of a token id */
    Occurrences(Annotator annotator, IntUnaryOperator groupOf) {
        this.annotator = annotator;
        this.groupOf = groupOf;
    }

    /**
     * @param index which sampled context
     * @param targets P: its target positions
     * @param offset 1 where the predicted token decides, 0 where the one that is read does
     */
    void add(int index, TokenContext context, int[] targets, int offset) {
        int row = 0;
        for (Excerpt excerpt : context.excerpts()) {
            List<Word> words = null;
            int end = excerpt.at() + excerpt.starts().length;
            for (; row < targets.length && targets[row] + offset < end; row++) {
                int token = context.tokens()[targets[row] + offset];
                int group = groupOf.applyAsInt(token);
                if (group != TokenGroup.NEITHER) {
                    words = words == null ? annotator.words(excerpt.text()) : words;
                    List<Occurrence> of = types.get(group).computeIfAbsent(token, t -> new ArrayList<>());
                    Occurrence found = occurrence(index, row, excerpt, targets[row] + offset - excerpt.at(), words);
                    if (found != null) {
                        of.add(found);
                    }
                }
            }
        }
    }

    Map<Integer, List<Occurrence>> of(byte group) {
        return types.get(group);
    }

    /** Null for a token outside every word, such as white space. */
    private static Occurrence occurrence(int context, int row, Excerpt excerpt, int token, List<Word> words) {
        int from = excerpt.starts()[token];
        int to = excerpt.ends()[token];
        while (from < to && WhiteSpace.is(excerpt.text().charAt(from))) {
            from++;
        }
        while (to > from && WhiteSpace.is(excerpt.text().charAt(to - 1))) {
            to--;
        }
        Word word = at(words, from);
        if (word == null || from >= to) {
            return null;
        }
        return new Occurrence(context, row, excerpt.text().substring(from, to), word.tag(),
                word.third(), role(excerpt, from), excerpt.domain() == null ? "" : excerpt.domain());
    }

    private static Word at(List<Word> words, int character) {
        int low = 0;
        int high = words.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Word word = words.get(middle);
            if (character < word.start()) {
                high = middle - 1;
            } else if (character >= word.end()) {
                low = middle + 1;
            } else {
                return word;
            }
        }
        return null;
    }

    private static String role(Excerpt excerpt, int character) {
        return excerpt.roles() == null
                ? null
                : excerpt.roles().stream().filter(r -> r.start() <= character && character < r.end())
                        .map(Role::relation).findFirst().orElse(null);
    }
}
