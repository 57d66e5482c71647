package io.plateau.graph.community;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.plateau.contracts.specification.GraphSpecification.Objective;

class SignedLouvainTest {
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @EnumSource
    void oneRunIsItsNaiveTwin(Objective objective) {
        for (int seed = 0; seed < 30; seed++) {
            var graph = TestGraphs.random(20, 0.4, -1, seed);
            // From single vertices and from random partitions
            int run = seed % 5;

            SignedLouvain.Best fast = new SignedLouvain(graph, objective, 5, seed).best(run, 1);
            Partition naive = new NaiveLouvain(TestGraphs.matrix(graph), objective).run(seed, run);

            assertEquals(naive, fast.partition(), "seed " + seed);
            assertEquals(NaiveModularity.of(TestGraphs.matrix(graph), naive.membership(), objective), fast.objective(),
                    TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneRunOnCompressedRowsIsItsNaiveTwin(Objective objective) {
        for (int seed = 0; seed < 10; seed++) {
            double[][] weights = TestGraphs.matrix(TestGraphs.random(25, 0.4, -1, seed));
            for (double[] row : weights) {
                // The rows hold single precision: the twin must see the same numbers.
                Arrays.setAll(row, j -> (float) row[j]);
            }
            SignedGraph graph = TestGraphs.compressed(weights);

            SignedLouvain.Best fast = new SignedLouvain(graph, objective, 2, seed).best(seed % 2, 1);

            Partition naive = new NaiveLouvain(weights, objective).run(seed, seed % 2);
            assertEquals(naive, fast.partition(), "seed " + seed);
            assertEquals(NaiveModularity.of(weights, naive.membership(), objective), fast.objective(), TOLERANCE);
            assertEquals(NaiveModularity.of(weights, naive.membership(), Objective.SIGNED),
                    new SignedModularity(graph).modularity(naive), TOLERANCE);
            assertEquals(NaiveModularity.of(weights, naive.membership(), Objective.ABSOLUTE),
                    new Modularity(graph).modularity(naive), TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneRunOnAMatrixIsItsNaiveTwin(Objective objective) {
        for (int seed = 0; seed < 10; seed++) {
            double[][] weights = TestGraphs.matrix(TestGraphs.random(25, 0.7, -1, seed));
            DenseGraph graph = TestGraphs.dense(weights);
            for (double[] row : weights) {
                // The matrix keeps weights to 1/32,767: the twin must see the same numbers.
                Arrays.setAll(row, j -> (float) (Math.rint(row[j] * 32_767) / 32_767));
            }

            SignedLouvain.Best fast = new SignedLouvain(graph, objective, 2, seed).best(seed % 2, 1);

            Partition naive = new NaiveLouvain(weights, objective).run(seed, seed % 2);
            assertEquals(naive, fast.partition(), "seed " + seed);
            // Sums of a few hundred weights that the matrix scales in another order, in single precision at the edges
            assertEquals(NaiveModularity.of(weights, naive.membership(), objective), fast.objective(), 1e-7);
        }
    }

    @Test
    void aMatrixKeepsEveryEdgeAndItsSign() {
        DenseGraph graph = new DenseGraph(3);
        graph.connect(0, 1, 1e-9);
        graph.connect(1, 2, -1e-9);
        graph.connect(0, 2, -0.25);

        assertArrayEquals(new int[]{2, 2, 2}, graph.degrees().all());
        assertArrayEquals(new int[]{1, 1, 2}, graph.degrees().negative());
        graph.forEachNeighbour(2,
                (neighbour, weight) -> assertEquals(neighbour == 0 ? -0.25 : -0.0, weight, 1 / 32_767f));
    }

    @Test
    void runsAreTheSameWhicheverAreMadeTogether() {
        SignedGraph graph = TestGraphs.layer(120, 0.3, 3);
        SignedLouvain louvain = new SignedLouvain(graph, Objective.SIGNED, 7, 5);
        double[] together = louvain.best().values();
        double[] apart = IntStream.range(0, 7).mapToDouble(run -> louvain.best(run, 1).objective()).toArray();
        assertArrayEquals(together, apart);
        assertEquals(Arrays.stream(together).max().orElseThrow(), louvain.best().objective(), 1e-9);
    }

    @Test
    void noVertexGainsByMovingAlone() {
        // Given the outcome of one run
        double[][] weights = TestGraphs.matrix(TestGraphs.random(40, 0.3, -1, 8));
        int[] membership = new SignedLouvain(TestGraphs.of(weights), Objective.SIGNED, 1, 2).best().partition()
                .membership();
        double value = NaiveModularity.of(weights, membership, Objective.SIGNED);
        // Then refinement has left none that would rather be elsewhere, or alone
        for (int i = 0; i < 40; i++) {
            for (int c = 0; c <= 40; c++) {
                int[] moved = membership.clone();
                moved[i] = c;
                assertTrue(NaiveModularity.of(weights, moved, Objective.SIGNED) <= value + 1e-9, i + " to " + c);
            }
        }
    }

    @Test
    void graphsThatAreNotItsKindAreRefused() {
        var directed = new SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
        assertThrows(IllegalArgumentException.class, () -> new SignedLouvain(directed, Objective.SIGNED, 1, 1));
        var fromOne = new SimpleWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
        fromOne.addVertex(1);
        assertThrows(IllegalArgumentException.class, () -> new SignedLouvain(fromOne, Objective.SIGNED, 1, 1));
        var infinite = new SimpleWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
        infinite.addVertex(0);
        infinite.addVertex(1);
        infinite.setEdgeWeight(infinite.addEdge(0, 1), Double.NaN);
        assertEquals("the edge between 0 and 1 has weight NaN; it must be finite",
                assertThrows(IllegalArgumentException.class, () -> new SignedLouvain(infinite, Objective.SIGNED, 1, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> new SparseGraph(new int[]{0, 2}, new int[]{1}, new float[]{1}));
    }

    @Test
    void plantedCommunitiesAreRecoveredAtStrongSignal() {
        // Given four communities, positive inside, negative between, of varying strength
        Random random = new Random(5);
        int[] planted = IntStream.range(0, 40).map(i -> i % 4).toArray();
        double[][] weights = new double[40][40];
        for (int i = 0; i < 40; i++) {
            for (int j = i + 1; j < 40; j++) {
                double strength = 0.2 + 0.3 * random.nextDouble();
                weights[i][j] = planted[i] == planted[j] ? strength : random.nextDouble() < 0.5 ? -strength : 0;
            }
        }

        SignedLouvain.Best best = new SignedLouvain(TestGraphs.of(weights), Objective.SIGNED, 20, 1).best();

        assertArrayEquals(planted, best.partition().membership());
        assertEquals(1, best.share());
    }

    @ParameterizedTest
    @EnumSource
    void aGraphWithoutEdgesLeavesEveryVertexAlone(Objective objective) {
        SignedLouvain.Best best = new SignedLouvain(TestGraphs.of(new double[5][5]), objective, 10, 1).best();
        assertArrayEquals(new int[]{0, 1, 2, 3, 4}, best.partition().membership());
        assertEquals(0, best.objective());
        assertEquals(1, best.share());
    }

    @Test
    void aGraphWithoutVerticesHasNoCommunities() {
        SignedLouvain.Best best = new SignedLouvain(TestGraphs.of(new double[0][0]), Objective.SIGNED, 2, 1).best();
        assertEquals(0, best.partition().communities());
        assertEquals(0, best.objective());
    }

    @Test
    void withNegativeEdgesAloneTheSignedObjectiveParts() {
        // Given a complete bipartite graph of repulsion
        double[][] weights = new double[6][6];
        for (int i = 0; i < 3; i++) {
            for (int j = 3; j < 6; j++) {
                weights[i][j] = -0.5;
            }
        }
        // When the signed modularity is maximised
        SignedLouvain.Best best = new SignedLouvain(TestGraphs.of(weights), Objective.SIGNED, 20, 1).best();
        // Then vertices that repel the same others stand together: 0 − (0 − 1/4 − 1/4)
        assertArrayEquals(new int[]{0, 0, 0, 1, 1, 1}, best.partition().membership());
        assertEquals(0.5, best.objective(), TOLERANCE);
        // While the positive part has no edges to go by
        assertEquals(6,
                new SignedLouvain(TestGraphs.of(weights), Objective.POSITIVE, 1, 1).best().partition().communities());
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        var graph = TestGraphs.random(60, 0.2, -1, 9);
        SignedLouvain.Best first = new SignedLouvain(graph, Objective.SIGNED, 10, 3).best();
        SignedLouvain.Best second = new SignedLouvain(graph, Objective.SIGNED, 10, 3).best();
        assertEquals(first.partition(), second.partition());
        assertEquals(first.objective(), second.objective());
        assertEquals(first.share(), second.share());
    }

    @Test
    void isAClusteringAlgorithm() {
        var graph = TestGraphs.random(15, 0.3, -1, 2);
        var clustering = new SignedLouvain(graph, Objective.SIGNED, 10, 1).getClustering();
        assertEquals(15, clustering.getClusters().stream().mapToInt(Set::size).sum());
        assertEquals(new SignedLouvain(graph, Objective.SIGNED, 10, 1).best().objective(),
                new SignedModularity(graph).modularity(clustering.getClusters()), TOLERANCE);
        assertThrows(IllegalArgumentException.class, () -> new SignedLouvain(graph, Objective.SIGNED, 0, 1));
    }

    @Test
    void theShareCountsTheRunsThatFoundTheBest() {
        // Given a graph whose single runs differ
        var graph = TestGraphs.random(60, 0.15, -1, 4);
        SignedLouvain.Best best = new SignedLouvain(graph, Objective.SIGNED, 40, 6).best();
        // When each run is repeated alone by the naive twin
        NaiveLouvain naive = new NaiveLouvain(TestGraphs.matrix(graph), Objective.SIGNED);
        double[] values = IntStream.range(0, 40)
                .mapToObj(run -> naive.run(6, run))
                .mapToDouble(p -> NaiveModularity.of(TestGraphs.matrix(graph), p.membership(), Objective.SIGNED))
                .toArray();
        // Then its share is that of the values equal to the largest
        double largest = Arrays.stream(values).max().orElseThrow();
        double share = Arrays.stream(values).filter(v -> v > largest - 1e-9).count() / 40.0;
        assertEquals(share, best.share());
        assertEquals(largest, best.objective(), TOLERANCE);
        assertTrue(share < 1, "the runs must differ for this test to say anything");
    }
}
