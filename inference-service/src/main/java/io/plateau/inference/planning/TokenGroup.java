package io.plateau.inference.planning;

/** The groups of target positions and their codes in events. */
public final class TokenGroup {
    public static final byte RARE = 0;
    public static final byte COMMON = 1;
    public static final byte NEITHER = 2;

    private TokenGroup() {
    }
}
