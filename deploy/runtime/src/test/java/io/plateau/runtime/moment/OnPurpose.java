package io.plateau.runtime.moment;

import java.nio.file.Path;
import java.util.Optional;

/** Breaks and moments as a harness configures them, for tests of other packages. */
public final class OnPurpose {
    private OnPurpose() {
    }

    public static Breaks intact() {
        return new Breaks(Optional.empty(), Optional.empty());
    }

    public static Breaks broken(Break which) {
        return new Breaks(Optional.of(which.label()), Optional.of("moments"));
    }

    public static Moments moments(Path directory) {
        return new Moments(Optional.of(directory.toString()), "graph");
    }
}
