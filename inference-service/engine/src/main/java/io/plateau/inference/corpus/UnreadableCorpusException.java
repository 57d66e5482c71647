package io.plateau.inference.corpus;

import io.plateau.contracts.UnprocessableException;

/** A corpus that cannot be read; the message names the corpus, the line and what would be right. */
public class UnreadableCorpusException extends UnprocessableException {
    private static final long serialVersionUID = 1L;

    public UnreadableCorpusException(String message) {
        super(message);
    }

    public UnreadableCorpusException(String message, Throwable cause) {
        super(message, cause);
    }
}
