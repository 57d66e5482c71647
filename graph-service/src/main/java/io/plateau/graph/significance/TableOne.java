package io.plateau.graph.significance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

import io.plateau.contracts.specification.GraphSpecification.Comparison;
import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.significance.EffectSize;
import io.plateau.statistics.significance.MannWhitney;
import io.plateau.statistics.significance.PermutationTest;

/**
 * Table 1: the groups beside their controls, and the answer it gives.
 *
 * @param rows one per group, then the controls of all groups together
 * @param verdict whether any group clusters
 */
public record TableOne(List<TableRow> rows, ClusteringVerdict verdict) {
    public static final String CONTROL_LABEL = "Random Control";

    /** @param test of the verdict; the table has the p-values of all */
    public static TableOne of(List<GroupResult> groups, Comparison test) {
        int tests = (int) groups.stream().filter(g -> g.reasonNotTested() == null).count();
        List<TableRow> rows = new ArrayList<>();
        for (GroupResult group : groups) {
            rows.add(group.reasonNotTested() == null ? tested(group, tests) : untested(group));
        }
        ClusteringVerdict verdict = ClusteringVerdict.of(groups, rows, test == Comparison.PERMUTATION
                ? ClusteringVerdict.permutation(rows)
                : ClusteringVerdict.bootstraps(groups));
        rows.add(controls(groups, tests));
        return new TableOne(rows, verdict);
    }

    /** The same of neurons that are none of a plateau. */
    public TableOne ofSubstitutes() {
        return new TableOne(rows, verdict.ofSubstitutes());
    }

    private static TableRow tested(GroupResult group, int tests) {
        PermutationTest permutation = PermutationTest.of(group.signedModularity(), group.controls());
        Double mannWhitney = MannWhitney.twoSided(group.bootstrap(), group.controls());
        Double cohensD = EffectSize.pooled(group.bootstrap(), group.controls());
        return row(group, permutation.oneSided(), Correction.bonferroni(permutation.oneSided(), tests),
                permutation.twoSided(), mannWhitney == null ? null : Correction.bonferroni(mannWhitney, tests),
                cohensD, PermutationTest.of(group.spectral(), group.controlSpectral()).oneSided(),
                missing(group, cohensD));
    }

    /** Why a tested group lacks some of the values, or null. */
    private static String missing(GroupResult group, Double cohensD) {
        if (group.bootstrap().length == 0) {
            return "all observations are of one context: no bootstrap over contexts and nothing that rests on it";
        }
        return cohensD == null ? "neither the bootstraps nor the controls vary: no effect size" : null;
    }

    private static TableRow untested(GroupResult group) {
        return row(group, null, null, null, null, null, null, group.reasonNotTested());
    }

    private static TableRow row(GroupResult group, Double p, Double pCorrected, Double pTwoSided, Double pMannWhitney,
            Double cohensD, Double pSpectral, String reason) {
        double[] bootstrap = group.bootstrap();
        return new TableRow(group.group().label(), group.neurons(), group.filled(), group.signedModularity(),
                Distribution.deviation(bootstrap), Distribution.percentile(bootstrap, 2.5),
                Distribution.percentile(bootstrap, 97.5), (double) group.communities(),
                Distribution.deviation(group.bootstrapCommunities()), p, pCorrected, pTwoSided, pMannWhitney, cohensD,
                group.spectral(), pSpectral, reason);
    }

    private static TableRow controls(List<GroupResult> groups, int tests) {
        double[] modularity = pooled(groups, GroupResult::controls);
        double[] communities = pooled(groups, GroupResult::controlCommunities);
        int[] sizes = groups.stream().filter(g -> g.reasonNotTested() == null).mapToInt(GroupResult::neurons).distinct()
                .toArray();
        return new TableRow(CONTROL_LABEL, sizes.length == 1 ? sizes[0] : null, 0, Distribution.mean(modularity),
                Distribution.deviation(modularity), Distribution.percentile(modularity, 2.5),
                Distribution.percentile(modularity, 97.5), Distribution.mean(communities),
                Distribution.deviation(communities), null, null, null, null, null,
                Distribution.mean(pooled(groups, GroupResult::controlSpectral)), null,
                tests == 0 ? "no group could be tested, so none has controls" : null);
    }

    private static double[] pooled(List<GroupResult> groups, Function<GroupResult, double[]> values) {
        return groups.stream().map(values).flatMapToDouble(DoubleStream::of).toArray();
    }
}
