package io.plateau.inference.planning;

import java.util.function.Consumer;

/** Joins documents with the end-of-text token and cuts the stream into contexts of T tokens; a last incomplete one is dropped. */
final class ContextCutter {
    private final int endOfText;
    private final Consumer<TokenContext> contexts;
    private final int[] pending;
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
        if (document.length == 0) {
            return;
        }
        if (tokens > 0 && !continuation) {
            append(endOfText);
        }
        for (int token : document) {
            append(token);
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
            contexts.accept(new TokenContext(cut++, pending.clone(), startsDocument));
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
