package io.plateau.graph.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jgrapht.alg.clustering.UndirectedModularityMeasurer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.plateau.contracts.specification.GraphSpecification.Objective;

class ModularityTest {
    /** Sums of a few hundred terms that add to 1. */
    private static final double TOLERANCE = 1e-12;

    @Test
    void standardModularityAgreesWithJGraphT() {
        for (int seed = 0; seed < 20; seed++) {
            var graph = TestGraphs.random(25, 0.3, 0, seed);
            Partition partition = randomPartition(25, seed);

            double expected = new UndirectedModularityMeasurer<>(graph)
                    .modularity(partition.toClustering().getClusters());

            assertEquals(expected, new Modularity(graph).modularity(partition), TOLERANCE);
            assertEquals(expected, new Modularity(graph).modularity(partition.toClustering().getClusters()), TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyObjectiveIsItsEquation(Objective objective) {
        for (int seed = 0; seed < 20; seed++) {
            var graph = TestGraphs.random(25, 0.4, -1, seed);
            int[] membership = randomPartition(25, seed).membership();
            assertEquals(NaiveModularity.of(TestGraphs.matrix(graph), membership, objective),
                    ModularityMatrix.of(graph, objective).modularity(membership), TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aggregatingCommunitiesKeepsTheValue(Objective objective) {
        // Given communities that are themselves grouped into pairs
        ModularityMatrix matrix = ModularityMatrix.of(TestGraphs.random(30, 0.5, -1, 1), objective);
        Partition fine = randomPartition(30, 1);
        ModularityMatrix coarse = matrix.aggregate(fine.membership(), fine.communities());

        int[] pairs = new int[fine.communities()];
        for (int c = 0; c < pairs.length; c++) {
            pairs[c] = c / 2;
        }
        int[] spread = new int[30];
        for (int i = 0; i < 30; i++) {
            spread[i] = pairs[fine.membership()[i]];
        }

        // Then both graphs judge the pairs alike
        assertEquals(matrix.modularity(spread), coarse.modularity(pairs), TOLERANCE);
    }

    @Test
    void signedModularityByHand() {
        // Two positive edges 0–1 (1) and 2–3 (1), one negative edge 1–2 (−1). Positive part: 2m = 4, strengths 1 each;
        // {01}{23}: (2 − 4 / 4) / 4 + the same = 1/2. Negative part: 2m = 2, strengths 0 1 1 0;
        // {01}{23}: (0 − 1 / 2) / 2 + the same = −1/2. Together 1.
        var graph = TestGraphs.of(new double[][]{{0, 1, 0, 0}, {0, 0, -1, 0}, {0, 0, 0, 1}, {0, 0, 0, 0}});
        assertEquals(1, new SignedModularity(graph).modularity(List.of(Set.of(0, 1), Set.of(2, 3))), TOLERANCE);
        assertEquals(0, new SignedModularity(graph).modularity(List.of(Set.of(0, 1, 2, 3))), TOLERANCE);
    }

    @Test
    void aMissingSignAddsNothing() {
        var positive = TestGraphs.random(12, 0.5, 0, 3);
        Partition partition = randomPartition(12, 3);
        assertEquals(new Modularity(positive).modularity(partition),
                new SignedModularity(positive).modularity(partition), TOLERANCE);

        double[][] negated = TestGraphs.matrix(positive);
        for (double[] row : negated) {
            for (int j = 0; j < row.length; j++) {
                row[j] = -row[j];
            }
        }
        assertEquals(-new Modularity(positive).modularity(partition),
                new SignedModularity(TestGraphs.of(negated)).modularity(partition), TOLERANCE);
    }

    @Test
    void aGraphWithoutEdgesHasNone() {
        var graph = TestGraphs.of(new double[3][3]);
        assertEquals(0, new SignedModularity(graph).modularity(List.of(Set.of(0, 1), Set.of(2))));
        assertEquals(0, new Modularity(graph).modularity(List.of(Set.of(0), Set.of(1), Set.of(2))));
    }

    @Test
    void setsThatAreNoPartitionAreRefused() {
        var measure = new SignedModularity(TestGraphs.of(new double[3][3]));
        assertThrows(IllegalArgumentException.class, () -> measure.modularity(List.of(Set.of(0, 1))));
        assertThrows(IllegalArgumentException.class, () -> measure.modularity(List.of(Set.of(0, 1), Set.of(1, 2))));
        assertThrows(IllegalArgumentException.class, () -> measure.modularity(List.of(Set.of(0, 1, 2, 3))));
    }

    private static Partition randomPartition(int vertices, long seed) {
        return Partition.ofLabels(new Random(seed).ints(vertices, 0, 6).toArray());
    }
}
