package io.plateau.graph.significance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.plateau.graph.control.NeuronGroup;
import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.significance.PermutationTest;

/**
 * One measure of a group beside its controls; a value that cannot be given is null.
 *
 * @param measure what is measured
 * @param side of what: activations, input or output weights
 * @param value of the group
 * @param controls how many controls have a value
 * @param controlsMean their mean
 * @param controlsSd their standard deviation
 * @param pValue two-sided permutation p
 * @param pCorrected after Bonferroni over the tested rows of the same measure
 * @param reason why something is null, or null
 */
public record MeasureRow(NeuronGroup group, String measure, String side, Double value, int controls,
        Double controlsMean, Double controlsSd, Double pValue, Double pCorrected, String reason) {

    /**
     * A measure before it is tested.
     *
     * @param controls of each control; null where it has none
     * @param reason why the group's value is null or the group is not tested, or null
     */
    public record Measured(NeuronGroup group, String measure, String side, Double value, List<Double> controls,
            String reason) {

        private double[] known() {
            return controls.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray();
        }

        private boolean testable() {
            return value != null && known().length > 0;
        }
    }

    public static List<MeasureRow> of(List<Measured> measures) {
        List<MeasureRow> rows = new ArrayList<>();
        for (Measured measured : measures) {
            double[] controls = measured.known();
            Double p = measured.testable() ? PermutationTest.of(measured.value(), controls).twoSided() : null;
            int tests = (int) measures.stream()
                    .filter(m -> m.testable() && m.measure().equals(measured.measure())).count();
            String reason = measured.reason() == null && p == null
                    ? measured.value() == null ? "the group has no value" : "no control has a value"
                    : measured.reason();
            rows.add(new MeasureRow(measured.group(), measured.measure(), measured.side(), measured.value(),
                    controls.length, Distribution.mean(controls), Distribution.deviation(controls), p,
                    p == null ? null : Correction.bonferroni(p, tests), reason));
        }
        return rows;
    }
}
