package io.plateau.inference.planning;

import java.util.function.Supplier;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;
import io.plateau.inference.corpus.DocumentReader;
import io.plateau.inference.corpus.Replacements;
import io.plateau.inference.linguistics.Parse;
import io.plateau.inference.tokens.TextTooLongException;
import io.plateau.inference.tokens.TokenizedText;
import io.plateau.inference.tokens.Tokenizer;

/** Reads and tokenises a corpus; never more than one document is in memory. */
final class StreamedTokens implements TokenStream {
    private final DocumentReader documents;
    private final Tokenizer tokenizer;
    private final boolean withText;
    private final Parse parse;

    private StreamedTokens(Corpus corpus, Tokenizer tokenizer, boolean withText) {
        this.tokenizer = tokenizer;
        this.withText = withText;
        this.documents = corpus.open();
        try {
            this.parse = withText ? Parse.beside(corpus).orElse(null) : null;
        } catch (RuntimeException e) {
            documents.close();
            throw e;
        }
    }

    static TokenSource of(Corpus corpus, Tokenizer tokenizer) {
        return withText -> new StreamedTokens(corpus, tokenizer, withText);
    }

    @Override
    public TokenizedDocument next() {
        Document document = documents.next();
        if (document == null) {
            if (parse != null) {
                parse.requireEnd();
            }
            return null;
        }
        String text = document.text();
        if (!withText) {
            return new TokenizedDocument(tokens(() -> tokenizer.encode(text)), document.continuation(), null);
        }
        TokenizedText tokens = tokens(() -> tokenizer.tokenize(text));
        return new TokenizedDocument(tokens.ids(), document.continuation(),
                new Excerpt.Piece(document, tokens, parse == null ? null : parse.next(document)));
    }

    /** The tokens of a document; it is named where it has none because it is too long. */
    private <T> T tokens(Supplier<T> tokenization) {
        try {
            return tokenization.get();
        } catch (TextTooLongException e) {
            throw new UnprocessableException(documents.where() + " " + e.getMessage(), e);
        }
    }

    @Override
    public boolean parsed() {
        return parse != null;
    }

    @Override
    public Replacements replacements() {
        return documents.replacements();
    }

    @Override
    public void close() {
        try {
            documents.close();
        } finally {
            if (parse != null) {
                parse.close();
            }
        }
    }
}
