package io.plateau.graph.community;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.jgrapht.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.specification.GraphSpecification.Laplacian;
import io.plateau.contracts.specification.GraphSpecification.Objective;

/** Weights at the ends of double and single precision: communities do not depend on the unit. */
class ExtremeWeightsTest {
    private static final double[][] WEIGHTS = TestGraphs.matrix(TestGraphs.random(12, 0.6, -1, 4));

    private static double[][] times(double unit) {
        return Arrays.stream(WEIGHTS).map(row -> Arrays.stream(row).map(w -> w * unit).toArray())
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-310, 1e-300, 1e-160, 1e-38, 1e38, 1e160, 1e300, 1.5e308})
    void louvainDoesNotDependOnTheUnit(double unit) {
        for (Objective objective : Objective.values()) {
            Graph<Integer, Integer> graph = TestGraphs.of(times(unit));
            SignedLouvain.Best one = new SignedLouvain(TestGraphs.of(WEIGHTS), objective, 20, 1).best();
            SignedLouvain.Best best = new SignedLouvain(graph, objective, 20, 1).best();
            assertEquals(one.partition(), best.partition());
            // Weights of 1e-310 have 14 digits.
            assertArrayEquals(one.values(), best.values(), 1e-11);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-310, 1e-300, 1e-160, 1e160, 1e300, 1.5e308})
    void spectralClustersDoNotDependOnTheUnit(double unit) {
        for (Laplacian laplacian : Laplacian.values()) {
            assertEquals(new SpectralClustering(TestGraphs.of(WEIGHTS), laplacian, 3, 1).partition(),
                    new SpectralClustering(TestGraphs.of(times(unit)), laplacian, 3, 1).partition());
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-38f, 1e38f, 3e38f})
    void compressedRowsDoNotDependOnTheUnitEither(float unit) {
        double[][] single = times(1);
        for (double[] row : single) {
            Arrays.setAll(row, j -> Math.rint(row[j] * 8) / 8);
        }
        double[][] scaled = Arrays.stream(single).map(row -> Arrays.stream(row).map(w -> w * unit).toArray())
                .toArray(double[][]::new);
        for (Objective objective : Objective.values()) {
            SignedLouvain.Best one = new SignedLouvain(TestGraphs.compressed(single), objective, 20, 1).best();
            SignedLouvain.Best best = new SignedLouvain(TestGraphs.compressed(scaled), objective, 20, 1).best();
            // Products with the unit are rounded to single precision.
            assertEquals(one.objective(), best.objective(), 1e-6);
        }
    }

    @Test
    void graphsWithoutWeightHaveNoModularity() {
        for (double[][] weights : new double[][][]{new double[4][4], new double[1][1]}) {
            SignedLouvain.Best best = new SignedLouvain(TestGraphs.of(weights), Objective.SIGNED, 4, 1).best();
            assertEquals(0, best.objective());
            assertEquals(weights.length, best.partition().communities());
        }
        // A pair that repels is apart, one that attracts together.
        double[][] pair = {{0, -1e-310}, {-1e-310, 0}};
        assertEquals(2, best(pair).partition().communities());
        pair[0][1] = 1e-310;
        pair[1][0] = 1e-310;
        assertEquals(1, best(pair).partition().communities());
        assertTrue(Double.isFinite(best(pair).objective()));
    }

    private static SignedLouvain.Best best(double[][] weights) {
        return new SignedLouvain(TestGraphs.of(weights), Objective.SIGNED, 4, 1).best();
    }
}
