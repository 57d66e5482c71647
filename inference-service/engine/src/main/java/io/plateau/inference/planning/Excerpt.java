package io.plateau.inference.planning;

import java.util.List;

import io.plateau.inference.corpus.Document;
import io.plateau.inference.linguistics.Role;
import io.plateau.inference.tokens.TokenizedText;

/**
 * The text behind a run of a context's tokens, with {@value #MARGIN} characters before and after, so that the sentences
 * at its ends are whole. A sentence that reaches further is cut there: only so is the memory of a sample bounded by its
 * contexts, whatever the documents' length.
 *
 * @param at position in the context of the run's first token
 * @param text the text with its margins
 * @param domain of the document; null where the corpus does not say
 * @param starts per token of the run: its first character in {@code text}
 * @param ends per token of the run: behind its last character
 * @param roles of the words that lie in {@code text}; null without a parse
 */
public record Excerpt(int at, String text, String domain, int[] starts, int[] ends, List<Role> roles) {
    static final int MARGIN = 1_000;

    /**
     * @param from first token of the document in the run
     * @param to behind its last token
     * @param at position in the context of token {@code from}
     */
    static Excerpt of(Piece piece, int from, int to, int at) {
        TokenizedText tokens = piece.tokens();
        String whole = piece.document().text();
        int first = outsidePair(whole, Math.max(0, tokens.starts()[from] - MARGIN));
        int last = outsidePair(whole, Math.min(whole.length(), tokens.ends()[to - 1] + MARGIN));
        int[] starts = new int[to - from];
        int[] ends = new int[to - from];
        for (int i = from; i < to; i++) {
            starts[i - from] = tokens.starts()[i] - first;
            ends[i - from] = tokens.ends()[i] - first;
        }
        List<Role> roles = piece.roles() == null
                ? null
                : piece.roles().stream().filter(r -> r.start() >= first && r.end() <= last)
                        .map(r -> new Role(r.start() - first, r.end() - first, r.relation())).toList();
        return new Excerpt(at, whole.substring(first, last), piece.document().domain(), starts, ends, roles);
    }

    private static int outsidePair(String text, int index) {
        boolean inside = index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return inside ? index - 1 : index;
    }

    /**
     * A document, or a piece of one, on its way into contexts.
     *
     * @param roles of its words; null without a parse
     */
    public record Piece(Document document, TokenizedText tokens, List<Role> roles) {
    }
}
