package io.plateau.contracts;

/** A message that no producer of its topic has signed: it is never acted upon, not even as a failure. */
public class ForgedEventException extends MalformedEventException {
    /** How the reason of every one begins. */
    public static final String BEGINNING = "the message is not authentic: ";

    private static final long serialVersionUID = 1L;

    public ForgedEventException(String why) {
        super(BEGINNING + why);
    }
}
