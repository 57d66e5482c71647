package io.plateau.inference.catalog;

import io.plateau.contracts.UnprocessableException;

/** A model or corpus that is not here: another process may have it. */
public class AbsentInputException extends UnprocessableException {
    private static final long serialVersionUID = 1L;

    private final String input;

    /** @param input what is absent, such as {@code model tiny-neox} */
    AbsentInputException(String input, String message) {
        super(message);
        this.input = input;
    }

    public String input() {
        return input;
    }
}
