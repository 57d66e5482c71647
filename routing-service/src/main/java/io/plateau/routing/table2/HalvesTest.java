package io.plateau.routing.table2;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import io.plateau.routing.impact.Changes;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.statistics.significance.Correction;

/**
 * Two-sided test of heads that were each chosen on one half of the contexts and measured on the other: of the two halves'
 * t-tests the smaller p-value, doubled.
 *
 * <p>
 * The published procedure (deploy/science, Attention) averages both ways and tests the average. That test is not exact: each half chooses the
 * head that the other measures, so where both choose the same one both its means are extreme, while the t-test takes the
 * halves for independent; without an effect it rejects 5.9 % at 0.05 and 2.8 % at 0.01 (validity report). Each half alone
 * is exact, since the head was chosen without it, and Bonferroni's inequality holds however the two depend on each other.
 * The average of both ways remains the estimate of the effect.
 *
 * @param p null when undefined
 * @param reason why there is no p-value, null when there is one
 */
record HalvesTest(Double p, String reason) {

    /** @param first percent change of each context of one half under the head chosen on the other */
    static HalvesTest of(double[] first, double[] second) {
        List<PairedTest> halves = Stream.of(first, second).map(Changes::test).toList();
        double[] p = halves.stream().map(PairedTest::twoSided).filter(Objects::nonNull).mapToDouble(v -> v).toArray();
        // A half without a test counts as one whose p-value is 1: doubling stays, and stays right.
        return p.length == 0
                ? new HalvesTest(null, String.format(Locale.ROOT, "neither half of the contexts has a test: %s; %s",
                        halves.get(0).reason(), halves.get(1).reason()))
                : new HalvesTest(Correction.bonferroni(Arrays.stream(p).min().getAsDouble(), 2), null);
    }
}
