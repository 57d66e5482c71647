package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import io.plateau.inference.corpus.Replacements;

/**
 * The tokens of a whole corpus in memory, as an earlier plan read them.
 *
 * @param bytes upper bound of the memory it holds
 */
record KeptTokens(List<TokenizedDocument> documents, boolean parsed, Replacements replacements, long bytes) {

    TokenStream stream() {
        Iterator<TokenizedDocument> left = documents.iterator();
        return new TokenStream() {
            @Override
            public TokenizedDocument next() {
                return left.hasNext() ? left.next() : null;
            }

            @Override
            public boolean parsed() {
                return parsed;
            }

            @Override
            public Replacements replacements() {
                return replacements;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /**
     * Passes a stream on and collects it meanwhile.
     *
     * @param most bytes; of more nothing is collected
     * @param whole takes what was collected when the stream came to its end
     */
    static TokenStream collecting(TokenStream stream, long most, Consumer<KeptTokens> whole) {
        return new TokenStream() {
            private List<TokenizedDocument> collected = new ArrayList<>();
            private long bytes;

            @Override
            public TokenizedDocument next() {
                TokenizedDocument document = stream.next();
                if (collected == null) {
                    return document;
                }
                if (document == null) {
                    whole.accept(new KeptTokens(List.copyOf(collected), stream.parsed(), stream.replacements(), bytes));
                    collected = null;
                } else {
                    bytes += document.bytes();
                    collected.add(document);
                    collected = bytes > most ? null : collected;
                }
                return document;
            }

            @Override
            public boolean parsed() {
                return stream.parsed();
            }

            @Override
            public Replacements replacements() {
                return stream.replacements();
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }
}
