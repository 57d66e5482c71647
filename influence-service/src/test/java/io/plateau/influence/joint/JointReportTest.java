package io.plateau.influence.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class JointReportTest {
    private static final int CONTROLS = 39;

    private static JointSums sums(float[] top, float[] separate, float control) {
        return sums(3, top, separate, control);
    }

    /** So many times two contexts of 2 and 1 rare and 1 and 1 common positions; sums are given per context and group. */
    private static JointSums sums(int times, float[] top, float[] separate, float control) {
        List<SetKey> sets = new ArrayList<>(List.of(new SetKey(SetKey.Kind.TOP, 5, 0)));
        for (int c = 0; c < CONTROLS; c++) {
            sets.add(new SetKey(SetKey.Kind.CONTROL, 5, c));
        }
        sets.add(new SetKey(SetKey.Kind.REST, 0, 0));
        sets.add(new SetKey(SetKey.Kind.REST, 5, 0));
        sets.add(new SetKey(SetKey.Kind.REST, 10, 0));
        float[] delta = new float[sets.size() * 4];
        float[] apart = new float[delta.length];
        System.arraycopy(top, 0, delta, 0, 4);
        System.arraycopy(separate, 0, apart, 0, 4);
        for (int c = 0; c < CONTROLS; c++) {
            delta[4 * (1 + c)] = control * (c - CONTROLS / 2);
        }
        int rest = 4 * (1 + CONTROLS);
        // All ablated: 3 nats at each rare position; five left: 0.3; ten left: 0.12.
        System.arraycopy(new float[]{6, 1, 3, 1, 0.6f, 1, 0.3f, 1, 0.24f, 1, 0.12f, 1}, 0, delta, rest, 12);
        JointSums sums = new JointSums();
        for (int i = 0; i < times; i++) {
            sums.add(new JointBlock(sets, new int[]{10 * i + 2, 10 * i + 7}, new int[]{2, 1, 1, 1}, delta, apart));
        }
        return sums;
    }

    @Test
    void whatIsSelectiveBeyondItsControlsIsNeeded() {
        JointReport report = JointReport.of(sums(new float[]{4, 0.5f, 2.6f, 0.5f}, new float[]{1, 0, 2, 0}, 0.01f), 5,
                true, 0.05);

        Dose dose = report.doses().get(0);
        assertEquals(6.6 / 3, dose.rare().mean(), 1e-6);
        assertEquals(0.5, dose.common().mean(), 1e-6);
        assertEquals(6.6 / 3 - 0.5, dose.selectivity(), 1e-6);
        assertEquals((6.6 - 3) / 3, dose.rareSynergy().mean(), 1e-6);
        // Residuals are 4 − 2 · 2.2 = −0.4 and 2.6 − 2.2 = 0.4, three times: s.e. sqrt(6 / 5 · 0.96) / 9; t of five degrees of
        // freedom is 2.5706.
        assertEquals(2.5706 * Math.sqrt(1.2 * 0.96) / 9, dose.rare().halfWidth(), 1e-4);
        assertEquals(1.0 / (1 + CONTROLS), dose.pValue(), 1e-12);
        assertEquals("supported", report.verdict().outcome());
        assertEquals(10, report.enough());
        assertEquals(0.1, report.sufficiency().get(1).rareGap(), 1e-6);
        assertTrue(report.verdict().summary().contains("5 neurons at once"), report.verdict()::summary);
        assertTrue(report.verdict().summary().contains("1.2000 nats less"), report.verdict()::summary);
    }

    @Test
    void inFewContextsRanksAndTestShareTheirNoise() {
        JointReport report = JointReport.of(
                sums(2, new float[]{4, 0.5f, 2.6f, 0.5f}, new float[]{1, 0, 2, 0}, 0.01f), 5, true, 0.05);

        assertEquals("not testable", report.verdict().outcome());
        assertTrue(report.verdict().summary().contains("ablated in 4 contexts"), report.verdict()::summary);
    }

    @Test
    void whatIsNoMoreSelectiveThanItsControlsIsNot() {
        JointReport report = JointReport.of(sums(new float[]{1, 0.5f, 0.5f, 0.5f}, new float[4], 1), 5, true, 0.01);

        assertEquals("not supported", report.verdict().outcome());
        assertNull(report.enough());
    }

    @Test
    void substitutesAreNamedAndWithoutAnyThereIsNothingToTest() {
        JointReport substitutes = JointReport.of(sums(new float[4], new float[4], 1), 5, false, 0.05);
        assertEquals("not supported", substitutes.verdict().outcome());
        assertTrue(substitutes.verdict().summary().contains("substitutes for a plateau"));

        JointReport none = JointReport.of(sums(new float[4], new float[4], 1), 0, false, 0.05);
        assertEquals("not testable", none.verdict().outcome());
        assertEquals(1, none.doses().size());
    }

    @Test
    void whereTheLayerDoesNotLowerTheLossNothingSuffices() {
        JointSums sums = new JointSums();
        sums.add(new JointBlock(List.of(new SetKey(SetKey.Kind.REST, 0, 0), new SetKey(SetKey.Kind.REST, 5, 0)),
                new int[]{0}, new int[]{1, 1}, new float[]{-2, 4, 3, 1}, new float[4]));

        JointReport report = JointReport.of(sums, 0, false, 0.05);

        assertTrue(Double.isNaN(report.sufficiency().get(1).rareGap()));
        assertEquals(0.25, report.sufficiency().get(1).commonGap());
        assertNull(report.enough());
    }

    @Test
    void blocksOfContextsAndSetsAddUp() {
        JointSums apart = new JointSums();
        for (int k = 0; k < 2; k++) {
            apart.add(new JointBlock(List.of(new SetKey(SetKey.Kind.TOP, 1, 0)), new int[]{k}, new int[]{1, 1},
                    new float[]{k, 2}, new float[2]));
            apart.add(new JointBlock(List.of(new SetKey(SetKey.Kind.REST, 0, 0)), new int[]{k}, new int[]{1, 1},
                    new float[]{1, 1}, new float[2]));
        }

        JointReport report = JointReport.of(apart, 0, false, 0.05);

        assertEquals(0.5, report.doses().get(0).rare().mean());
        assertEquals(2, report.doses().get(0).common().mean());
        assertNull(report.doses().get(0).pValue());
    }
}
