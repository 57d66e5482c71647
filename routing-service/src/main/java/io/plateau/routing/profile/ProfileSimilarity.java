package io.plateau.routing.profile;

import java.util.stream.IntStream;

import org.hipparchus.stat.correlation.PearsonsCorrelation;

import io.plateau.routing.statistics.Quantity;
import io.plateau.routing.statistics.Scaled;

/** Pearson correlation of a head's rare and common attention profiles over the offsets that both groups see. */
public final class ProfileSimilarity {
    private ProfileSimilarity() {
    }

    public static Quantity of(OffsetProfile rare, OffsetProfile common) {
        int[] shared = IntStream.range(0, rare.offsets()).filter(o -> rare.sees(o) && common.sees(o)).toArray();
        // Two points always lie on a line: r would be ±1 whatever the head does.
        if (shared.length < 3) {
            return Quantity.undefined("both groups see only " + shared.length
                    + " relative offsets; a correlation of profiles needs at least 3");
        }
        double[] x = IntStream.of(shared).mapToDouble(rare::mean).toArray();
        double[] y = IntStream.of(shared).mapToDouble(common::mean).toArray();
        if (constant(x) || constant(y)) {
            return Quantity.undefined("the attention profile of " + (constant(x) ? "rare" : "common")
                    + " targets is the same at every offset: it has no correlation");
        }
        double r = new PearsonsCorrelation().correlation(Scaled.of(x).values(), Scaled.of(y).values());
        return Double.isFinite(r)
                ? Quantity.of(r)
                : Quantity.undefined("the attention profiles vary too little for a correlation in double precision");
    }

    private static boolean constant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
