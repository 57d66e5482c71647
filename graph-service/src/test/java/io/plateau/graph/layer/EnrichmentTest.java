package io.plateau.graph.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

import io.plateau.statistics.random.SplitMix64;

class EnrichmentTest {

    @Test
    void byHand() {
        // Given two communities of three and one neuron alone, and three marks in the first community
        Enrichment enrichment = Enrichment.of(new int[]{0, 0, 0, 1, 1, 1, 2}, new int[]{0, 1, 2}, 9_999, 1);

        // Then 1 of C(7, 3) = 35 placements puts all three there
        assertEquals(2, enrichment.communities().size());
        Enrichment.Community first = enrichment.communities().get(0);
        assertEquals(3, first.marked());
        assertEquals(9.0 / 7, first.expected(), 1e-12);
        assertEquals(1.0 / 35, first.pValue(), 1e-9);
        assertEquals(2.0 / 35, first.pCorrected(), 1e-9);
        assertEquals(1, enrichment.communities().get(1).pValue(), 1e-12);
        // and 2 of 35 put all three into one: sd of that share over 9,999 placements 0.0023, four of them
        assertEquals(1, enrichment.concentration());
        assertEquals(2.0 / 35, enrichment.pValue(), 0.0093);
        // Two of six of a community's pairs among 21: a pair shares one with probability 6 / 21.
        assertEquals(6.0 / 21, enrichment.expected(), 0.01);
    }

    @Test
    void marksPlacedAtRandomGiveUniformP() {
        int[] membership = IntStream.range(0, 400).map(n -> n * n % 37 % 12).toArray();
        double[] values = new double[500];
        int[] neurons = IntStream.range(0, 400).toArray();
        for (int draw = 0; draw < values.length; draw++) {
            SplitMix64 random = new SplitMix64(draw);
            random.choose(neurons, 30);
            int[] marked = IntStream.range(0, 30).map(i -> neurons[i]).toArray();
            double p = Enrichment.of(membership, marked, 99, draw).pValue();
            values[draw] = p - random.nextDouble() / 100;
        }
        // Concentrations tie now and then, and a tie counts against: p is uniform or a little larger.
        assertTrue(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), values) > 0.01);
    }

    @Test
    void fewerThanTwoMarksAreAReason() {
        Enrichment enrichment = Enrichment.of(new int[]{0, 0, 1, 1}, new int[]{3}, 19, 1);
        assertNull(enrichment.pValue());
        assertEquals("the plateau has 1 neurons; at least 2 are needed", enrichment.reason());
        assertEquals(0.5, enrichment.communities().get(1).pValue(), 1e-9);
        assertEquals(0, Enrichment.of(new int[]{0, 1}, new int[0], 19, 1).communities().size());
    }
}
