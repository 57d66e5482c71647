package io.plateau.graph.significance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.GraphSpecification.Comparison;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.significance.MeasureRow.Measured;

class TableOneTest {

    @Test
    void percentilesAreThoseOfNumPy() {
        // numpy.percentile([1, 2, 3, 4], [2.5, 97.5]) interpolates at 0.075 and 2.925 of the ranks 0 … 3.
        double[] values = {4, 1, 3, 2};
        assertEquals(1.075, Distribution.percentile(values, 2.5), 1e-12);
        assertEquals(3.925, Distribution.percentile(values, 97.5), 1e-12);
    }

    @Test
    void aGroupAboveAllItsControlsIsSupportedAfterBonferroni() {
        TableOne table = TableOne.of(List.of(tested(NeuronGroup.EXCITATORY, 1.0), tested(NeuronGroup.INHIBITORY, 0.5)),
                Comparison.PERMUTATION);

        assertEquals("supported", table.verdict().outcome());
        assertEquals(0.02, table.verdict().pValue(), 1e-15);
        assertEquals(1.0, table.verdict().value());
        TableRow excitatory = table.rows().get(0);
        assertEquals("Plateau (Excitatory)", excitatory.label());
        assertEquals(0.01, excitatory.pValue(), 1e-15);
        assertNull(excitatory.reason());
        TableRow control = table.rows().get(2);
        assertEquals("Random Control", control.label());
        assertEquals(12, control.neurons());
        assertNull(control.pValue());
        // Controls are 0.00 … 0.98 in steps of 0.01, twice.
        assertEquals(0.49, control.signedModularity(), 1e-12);
    }

    @Test
    void aGroupAmongItsControlsIsNotSupported() {
        TableOne table = TableOne.of(List.of(tested(NeuronGroup.EXCITATORY, 0.5), tested(NeuronGroup.INHIBITORY, 0.1)),
                Comparison.PERMUTATION);
        assertEquals("not supported", table.verdict().outcome());
        // 0.50 … 0.98 are 49 controls of 99: (1 + 49) / 100, times 2 groups.
        assertEquals(1.0, table.verdict().pValue(), 1e-12);
        assertTrue(table.verdict().summary().startsWith("Plateau neurons cluster no more than random sets: "));
    }

    @Test
    void onlyTestedGroupsAreCorrectedFor() {
        TableOne table = TableOne.of(List.of(tested(NeuronGroup.EXCITATORY, 0.97), untested()), Comparison.PERMUTATION);
        // 0.97 and 0.98 are at least 0.97: (1 + 2) / 100, one test.
        assertEquals(0.03, table.verdict().pValue(), 1e-12);
        assertEquals("supported", table.verdict().outcome());
        assertEquals("too few", table.rows().get(1).reason());
        assertNull(table.rows().get(1).pValue());
    }

    @Test
    void thePapersTestComparesBootstrapsWithControls() {
        // Three bootstraps, all above four controls: 2 of the 35 orders are as extreme on either side.
        GroupResult above = of(new double[]{0.5, 0.6, 0.7}, new double[]{0.1, 0.2, 0.3, 0.4});
        TableOne table = TableOne.of(List.of(above), Comparison.MANN_WHITNEY);

        assertEquals(2.0 / 35, table.verdict().pValue(), 1e-12);
        assertTrue(table.verdict().test().startsWith("Mann-Whitney test of the group's bootstraps"));
        // The table keeps the permutation test: (1 + 0) / (1 + 4)
        assertEquals(0.2, table.rows().get(0).pValue(), 1e-12);
    }

    /** t = 0.45 / √(1/120 · 5/6) = 5.4 with 3 degrees of freedom, whose distribution is 1/2 + (θ + sin θ cos θ)/π, tan θ = t/√3. */
    @Test
    void belowThreeControlsStudentsTestTakesItsPlace() {
        GroupResult above = of(new double[]{0.5, 0.6, 0.7}, new double[]{0.1, 0.2});
        TableOne table = TableOne.of(List.of(above), Comparison.MANN_WHITNEY);

        double angle = Math.atan(5.4 / Math.sqrt(3));
        assertEquals(1 - 2 * (angle + Math.sin(angle) * Math.cos(angle)) / Math.PI, table.verdict().pValue(), 1e-9);
        assertEquals("supported", table.verdict().outcome());
        assertTrue(table.verdict().test().startsWith("Student's t-test of the group's bootstraps"));
    }

    @Test
    void bootstrapsBelowTheControlsAreNoClustering() {
        GroupResult below = of(new double[]{0.1, 0.2, 0.3}, new double[]{0.5, 0.6, 0.7, 0.8});
        TableOne table = TableOne.of(List.of(below, untested()), Comparison.MANN_WHITNEY);

        assertEquals(1, table.verdict().pValue());
        assertEquals("not supported", table.verdict().outcome());
    }

    private static GroupResult of(double[] bootstrap, double[] controls) {
        return new GroupResult(NeuronGroup.EXCITATORY, 12, 0, 0.9, 0.1, 2, 0.3, bootstrap,
                new double[bootstrap.length], controls, new double[controls.length], new double[controls.length], null);
    }

    @Test
    void withNoTestedGroupTheVerdictSaysWhy() {
        TableOne table = TableOne.of(List.of(untested()), Comparison.PERMUTATION);
        assertEquals("not testable", table.verdict().outcome());
        assertNull(table.verdict().pValue());
        assertEquals("Clustering could not be tested: Plateau (Inhibitory): too few.", table.verdict().summary());
        assertEquals("no group could be tested, so none has controls", table.rows().get(1).reason());
        assertNull(table.rows().get(1).signedModularity());
    }

    private static GroupResult tested(NeuronGroup group, double signedModularity) {
        double[] controls = IntStream.range(0, 99).mapToDouble(i -> i / 100.0).toArray();
        return new GroupResult(group, 12, 0, signedModularity, 0.1, 2, 0.3, new double[]{0.1, 0.2, 0.3},
                new double[]{2, 2, 3}, controls, new double[99], new double[99], null);
    }

    private static GroupResult untested() {
        return new GroupResult(NeuronGroup.INHIBITORY, 3, 1, 0.1, 0.1, 1, 0.1, new double[]{0.1, 0.2},
                new double[]{1, 1}, new double[0], new double[0], new double[0], "too few");
    }

    @Test
    void aGroupWithoutBootstrapsSaysWhy() {
        GroupResult one = new GroupResult(NeuronGroup.EXCITATORY, 12, 0, 0.5, 0.1, 2, 0.3, new double[0],
                new double[0], new double[]{0.1, 0.2}, new double[2], new double[2], null);
        TableRow row = TableOne.of(List.of(one), Comparison.PERMUTATION).rows().get(0);
        assertEquals(1.0 / 3, row.pValue(), 1e-15);
        assertNull(row.signedModularitySd());
        assertNull(row.pMannWhitney());
        assertTrue(row.reason().startsWith("all observations are of one context"));
    }

    @Test
    void measuresAreComparedWithTheControlsThatHaveThem() {
        List<MeasureRow> rows = MeasureRow.of(List.of(
                new Measured(NeuronGroup.EXCITATORY, "rank", "input", 9.0, Arrays.asList(1.0, null, 2.0, 3.0), null),
                new Measured(NeuronGroup.EXCITATORY, "rank", "output", 2.0, List.of(1.0, 2.0, 3.0), null),
                new Measured(NeuronGroup.INHIBITORY, "rank", "input", null, List.of(1.0), "constant"),
                new Measured(NeuronGroup.INHIBITORY, "other", "input", 1.0, Arrays.asList((Double) null), null)));
        // 9 lies above three controls: 1 / 4, two-sided 1 / 2, for the two rows of the measure that can be tested.
        assertEquals(0.5, rows.get(0).pValue(), 1e-15);
        assertEquals(1, rows.get(0).pCorrected(), 1e-15);
        assertEquals(3, rows.get(0).controls());
        assertEquals(2, rows.get(0).controlsMean(), 1e-15);
        assertEquals(1, rows.get(0).controlsSd(), 1e-15);
        assertNull(rows.get(0).reason());
        assertNull(rows.get(2).pValue());
        assertEquals("constant", rows.get(2).reason());
        assertEquals("no control has a value", rows.get(3).reason());
    }
}
