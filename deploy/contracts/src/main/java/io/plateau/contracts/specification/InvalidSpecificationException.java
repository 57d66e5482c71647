package io.plateau.contracts.specification;

import io.plateau.contracts.UnprocessableException;

/** A specification that cannot be run; the message names the field, its value and what would be right. */
public class InvalidSpecificationException extends UnprocessableException {
    private static final long serialVersionUID = 1L;

    public InvalidSpecificationException(String message) {
        super(message);
    }

    public InvalidSpecificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
