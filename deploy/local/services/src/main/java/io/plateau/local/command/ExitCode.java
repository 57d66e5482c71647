package io.plateau.local.command;

/** Exit codes of the commands. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    public static final int FAILURE = 1;
    /** Wrong options. */
    public static final int USAGE = 2;

    private ExitCode() {
    }
}
