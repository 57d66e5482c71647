package io.plateau.inference.planning;

import io.plateau.inference.corpus.Replacements;

/** The tokens of a corpus, document by document. */
public interface TokenStream extends AutoCloseable {
    /** The next document, or piece of one; null at the end. */
    TokenizedDocument next();

    /** Whether the corpus has a parse and it is read. */
    boolean parsed();

    /** Invalid sequences of the corpus; complete at the end. */
    Replacements replacements();

    @Override
    void close();
}
