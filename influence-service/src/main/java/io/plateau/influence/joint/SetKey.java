package io.plateau.influence.joint;

/**
 * A set of neurons that are ablated together.
 *
 * @param size how many top ranks it is of
 * @param control which of the controls; 0 for other kinds
 */
public record SetKey(Kind kind, int size, int control) {
    /** The top ranks; a random set matched to them; all but the top ranks. */
    public enum Kind {
        TOP, CONTROL, REST
    }
}
