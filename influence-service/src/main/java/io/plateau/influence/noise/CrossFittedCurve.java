package io.plateau.influence.noise;

import java.util.Arrays;
import java.util.function.IntPredicate;

import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.Ranking;

/**
 * Influence by rank without the winner's curse: contexts are split in halves, neurons ranked by one half and measured,
 * times the sign found there, on the other; both ways, averaged.
 */
public final class CrossFittedCurve {
    private CrossFittedCurve() {
    }

    /**
     * @param firstHalf C: whether a context is in the first half
     * @param used which contexts count
     * @return N: nats, in order of rank; not sorted, negative where the halves disagree, 0 beyond the neurons with an
     *         influence; NaN where a half holds no position
     */
    public static double[] of(ContextMeans means, boolean[] firstHalf, IntPredicate used) {
        double[] first = means.of(c -> used.test(c) && firstHalf[c] ? 1 : 0);
        double[] second = means.of(c -> used.test(c) && !firstHalf[c] ? 1 : 0);
        double[] curve = new double[first.length];
        add(first, second, curve);
        add(second, first, curve);
        return curve;
    }

    private static void add(double[] ranked, double[] measured, double[] curve) {
        if (Double.isNaN(ranked[0]) || Double.isNaN(measured[0])) {
            Arrays.fill(curve, Double.NaN);
            return;
        }
        int[] order = Ranking.of(Arrays.stream(ranked).map(Math::abs).toArray()).neurons();
        for (int r = 0; r < order.length; r++) {
            curve[r] += Math.signum(ranked[order[r]]) * measured[order[r]] / 2;
        }
    }
}
