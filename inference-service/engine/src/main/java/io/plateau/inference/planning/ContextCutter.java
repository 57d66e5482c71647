package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Joins documents with the end-of-text token and cuts the stream into contexts of T tokens, each with the prefix in front of it;
 * a last incomplete one is dropped. Where the stream itself continues with the prefix, it is not repeated.
 */
final class ContextCutter {
    private final TextMarks marks;
    private final int text; // where text begins in a context
    private final Consumer<TokenContext> contexts;
    private final int[] pending;
    private final List<Excerpt> excerpts = new ArrayList<>();
    private int filled;
    private boolean startsDocument = true;
    private int previous;
    private long cut;
    private long tokens;

    /** @param length T */
    ContextCutter(int length, TextMarks marks, Consumer<TokenContext> contexts) {
        this.pending = Arrays.copyOf(marks.prefix(), length);
        this.marks = marks;
        this.text = marks.prefix().length;
        this.filled = text;
        this.previous = marks.endOfText();
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
            join();
        }
        int from = 0;
        while (from < document.length) {
            if (filled == text && startsWithPrefix(document, from)) {
                from += text;
                tokens += text;
                previous = marks.endOfText();
                continue;
            }
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

    /** At the beginning of a context that begins with the end of a text anyway, the prefix joins. */
    private void join() {
        if (filled == text && text == 1 && marks.prefix()[0] == marks.endOfText()) {
            tokens++;
            previous = marks.endOfText();
        } else {
            append(marks.endOfText());
        }
    }

    private boolean startsWithPrefix(int[] document, int from) {
        return text > 0 && document.length - from >= text
                && Arrays.equals(document, from, from + text, marks.prefix(), 0, text);
    }

    private void append(int token) {
        if (filled == text) {
            startsDocument = previous == marks.endOfText();
        }
        pending[filled++] = token;
        previous = token;
        tokens++;
        if (filled == pending.length) {
            contexts.accept(new TokenContext(cut++, pending.clone(), text, startsDocument, List.copyOf(excerpts)));
            excerpts.clear();
            filled = text;
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
