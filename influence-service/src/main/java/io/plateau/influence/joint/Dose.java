package io.plateau.influence.joint;

import java.util.Arrays;
import java.util.List;

import org.hipparchus.stat.descriptive.rank.Percentile;

import io.plateau.statistics.significance.PermutationTest;

/**
 * The top ranks of one number ablated at once, beside sets matched in mean |activation|.
 *
 * @param size how many top ranks
 * @param rare loss change of rare targets
 * @param common of common ones
 * @param rareSynergy at once less one at a time, of rare targets
 * @param commonSynergy of common ones
 * @param selectivity rare less common, nats
 * @param controls loss changes of the controls; empty where none could be drawn
 * @param pValue one-sided permutation p that the controls are as selective; null without controls
 */
public record Dose(int size, SetLosses.Mean rare, SetLosses.Mean common, SetLosses.Mean rareSynergy,
        SetLosses.Mean commonSynergy, double selectivity, List<Control> controls, Double pValue) {
    private static final double LOW = 2.5;
    private static final double HIGH = 97.5;

    /** Mean loss changes of one control, nats. */
    public record Control(double rare, double common) {
        public double selectivity() {
            return rare - common;
        }
    }

    /** Mean and 95 % of the controls; NaN where there are none. */
    public record Band(double mean, double low, double high) {
        private static Band of(double[] values) {
            return values.length == 0
                    ? new Band(Double.NaN, Double.NaN, Double.NaN)
                    : new Band(Arrays.stream(values).average().getAsDouble(), new Percentile().evaluate(values, LOW),
                            new Percentile().evaluate(values, HIGH));
        }
    }

    static Dose of(JointSums sums, int size) {
        SetLosses top = sums.of(SetKey.Kind.TOP, size);
        List<Control> controls = sums.controls(size).stream()
                .map(set -> new Control(set.joint(0).mean(), set.joint(1).mean())).toList();
        boolean testable = !controls.isEmpty() && Double.isFinite(top.selectivity());
        return new Dose(size, top.joint(0), top.joint(1), top.synergy(0), top.synergy(1), top.selectivity(), controls,
                testable
                        ? PermutationTest.of(top.selectivity(),
                                controls.stream().mapToDouble(Control::selectivity).toArray()).oneSided()
                        : null);
    }

    public Band rareControls() {
        return Band.of(controls.stream().mapToDouble(Control::rare).toArray());
    }

    public Band commonControls() {
        return Band.of(controls.stream().mapToDouble(Control::common).toArray());
    }

    public Band selectivityOfControls() {
        return Band.of(controls.stream().mapToDouble(Control::selectivity).toArray());
    }
}
