package io.plateau.runtime.block;

/** The block was not computed here and has been published again, for another process. */
public class ReturnedBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReturnedBlockException(String message) {
        super(message);
    }
}
