package io.plateau.routing.impact;

import java.util.Arrays;
import java.util.Locale;

import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Spread;

/** Tests over contexts of changes in percent of a baseline activation. */
public final class Changes {
    /**
     * Percent. Activations are computed in float32, whose relative spacing of 6e-8 grows to about 1e-6 through the layers:
     * a head that does nothing still changes that much, and always alike.
     */
    public static final double RESOLUTION = 1e-4;

    private Changes() {
    }

    /** One pair per context; undefined where no context changes by more than the resolution. */
    public static PairedTest test(double[] percent) {
        if (percent.length > 1 && !exceedResolution(percent)) {
            return PairedTest.undefined(Spread.of(percent), String.format(Locale.ROOT,
                    "no context changes by more than %s %%, the resolution of activations in float32", RESOLUTION));
        }
        return PairedTest.of("context", percent);
    }

    /** Whether any of them is more than rounding. */
    public static boolean exceedResolution(double[] percent) {
        return Arrays.stream(percent).anyMatch(change -> Math.abs(change) > RESOLUTION);
    }
}
