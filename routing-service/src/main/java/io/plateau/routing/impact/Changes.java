package io.plateau.routing.impact;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.plateau.routing.statistics.CrossedTest;
import io.plateau.routing.statistics.PairedTest;

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
        PairedTest test = PairedTest.of("context", percent);
        return percent.length > 1 && !exceedResolution(percent) ? unresolved(test) : test;
    }

    /**
     * Over ablations that are a sample, and contexts; undefined likewise.
     *
     * @param treatment what an ablation is, for the reason
     * @param percent per stratum: ablations, contexts
     */
    public static PairedTest test(String treatment, List<double[][]> percent) {
        PairedTest test = CrossedTest.of(treatment, percent);
        return test.isDefined() && percent.stream().flatMap(Arrays::stream).noneMatch(Changes::exceedResolution)
                ? unresolved(test)
                : test;
    }

    private static PairedTest unresolved(PairedTest test) {
        return PairedTest.undefined(test.spread(), String.format(Locale.ROOT,
                "no context changes by more than %s %%, the resolution of activations in float32", RESOLUTION));
    }

    /** Whether any of them is more than rounding. */
    public static boolean exceedResolution(double[] percent) {
        return Arrays.stream(percent).anyMatch(change -> Math.abs(change) > RESOLUTION);
    }
}
