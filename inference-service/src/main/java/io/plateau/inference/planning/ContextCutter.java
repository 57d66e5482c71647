package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Joins documents with the end-of-text token and cuts the stream into contexts of T tokens; a last incomplete one is dropped. */
final class ContextCutter {
    private final int endOfText;
    private final Consumer<TokenContext> contexts;
    private final int[] pending;
    private final List<Excerpt> excerpts = new ArrayList<>();
    private int filled;
    private boolean startsDocument = true;
    private int previous;
    private long cut;
    private long tokens;

    /** @param length T */
    ContextCutter(int length, int endOfText, Consumer<TokenContext> contexts) {
        this.pending = new int[length];
        this.endOfText = endOfText;
        this.previous = endOfText;
        this.contexts = contexts;
    }

    /** @param continuation true when these tokens belong to the document before them */
    void append(int[] document, boolean continuation) {
        append(document, continuation, null);
    }

    /** As the other, but the contexts keep the text behind their tokens. */
    void append(Excerpt.Piece piece) {
        append(piece.tokens().ids(), piece.document().continuation(), piece);
    }

    private void append(int[] document, boolean continuation, Excerpt.Piece piece) {
        if (document.length == 0) {
            return;
        }
        if (tokens > 0 && !continuation) {
            append(endOfText);
        }
        int from = 0;
        while (from < document.length) {
            int to = from + Math.min(document.length - from, pending.length - filled);
            if (piece != null) {
                excerpts.add(Excerpt.of(piece, from, to, filled));
            }
            for (int i = from; i < to; i++) {
                append(document[i]);
            }
            from = to;
        }
    }

    private void append(int token) {
        if (filled == 0) {
            startsDocument = previous == endOfText;
        }
        pending[filled++] = token;
        previous = token;
        tokens++;
        if (filled == pending.length) {
            contexts.accept(new TokenContext(cut++, pending.clone(), startsDocument, List.copyOf(excerpts)));
            excerpts.clear();
            filled = 0;
        }
    }

    /** Tokens so far, the joining ones included. */
    long tokens() {
        return tokens;
    }

    /** Contexts so far. */
    long contexts() {
        return cut;
    }
}
