package io.plateau.inference.tokens;

import io.plateau.contracts.UnprocessableException;

/** A text that cannot be tokenised in bounded memory; the message follows the name of the text. */
public final class TextTooLongException extends UnprocessableException {
    private static final long serialVersionUID = 1L;

    TextTooLongException(String message) {
        super(message);
    }
}
