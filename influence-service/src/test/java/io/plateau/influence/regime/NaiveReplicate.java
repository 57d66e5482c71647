package io.plateau.influence.regime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.powerlaw.RankAxis;
import io.plateau.influence.powerlaw.Weighting;

/** One bootstrap replicate as one would first write it: boxed sums, a sorted list, every candidate solved anew. */
public final class NaiveReplicate {
    private NaiveReplicate() {
    }

    /** Exponent of the last piece of the best segmented fit; contexts count as often as times says. */
    public static double segmentKappa(GroupSums group, int[] times) {
        List<Double> curve = new ArrayList<>();
        for (int n = 0; n < group.neurons(); n++) {
            double sum = 0;
            double positions = 0;
            for (int c = 0; c < times.length; c++) {
                sum += times[c] * group.delta()[c * group.neurons() + n];
                positions += times[c] * group.counts()[c];
            }
            if (sum != 0) {
                curve.add(Math.log(Math.abs(sum) / positions));
            }
        }
        curve.sort(Comparator.reverseOrder());
        double[] y = curve.stream().mapToDouble(Double::doubleValue).toArray();
        RankAxis axis = new RankAxis(y.length, Weighting.INVERSE_RANK);
        NaiveSegmentedFit best = NaiveSegmentedFit.best(axis, y, 0);
        for (int breakpoints = 1; breakpoints <= 2; breakpoints++) {
            NaiveSegmentedFit next = NaiveSegmentedFit.best(axis, y, breakpoints);
            best = next.bic < best.bic ? next : best;
        }
        double slope = 0;
        for (int k = 1; k < best.coefficients.length; k++) {
            slope += best.coefficients[k];
        }
        return -slope;
    }
}
