package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class SharedUnitsTest {

    /** The sums by unit and couple beside the sum over all pairs of pairs, with repeated and reversed couples. */
    @Test
    void agreesWithTheSumOverAllPairsOfPairs() {
        SplittableRandom random = new SplittableRandom(2);
        for (int draw = 0; draw < 100; draw++) {
            int n = 8 + random.nextInt(30);
            int of = 8 + random.nextInt(40);
            int[] units = new int[2 * n];
            for (int k = 0; k < n; k++) {
                units[2 * k] = 100 - random.nextInt(of);
                do {
                    units[2 * k + 1] = 100 - random.nextInt(of);
                } while (units[2 * k + 1] == units[2 * k]);
            }
            double[] x = random.doubles(n).toArray();
            double[] y = random.doubles(n).toArray();
            SharedUnits shared = new SharedUnits(units);

            double[][] centred = centred(sharing(units));
            double trace = trace(centred);
            double meanX = Arrays.stream(x).average().orElseThrow();
            double meanY = Arrays.stream(y).average().orElseThrow();
            double[][] sharing = sharing(units);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sum += sharing[i][j] * (x[i] - meanX) * (y[j] - meanY);
                    squares += centred[i][j] * centred[j][i];
                }
            }
            assertEquals(sum / trace / n, shared.shared(x, y), 1e-12);
            assertEquals(trace * trace / squares, shared.degreesOfFreedom(), 1e-9);
        }
    }

    @Test
    void withoutSharedUnitsIsThePairedTest() {
        double[] values = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0};

        assertEquals(PairedTest.of("pair", values).student(),
                new SharedUnits(new int[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}).test(values).student(), 1e-15);
    }

    /** Two pairs of each context and its partner: the clusters' t-test, with as many degrees as there are clusters less one. */
    @Test
    void clustersAreTheUsualClusteredTest() {
        double[] values = {1, 2, 4, 3, 0, 2, 5, 4, 3, 3};
        int[] units = {0, 1, 1, 0, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9, 9, 8};
        double[] clusters = {1.5, 3.5, 1, 4.5, 3};

        SharedUnits shared = new SharedUnits(units);

        assertEquals(5, shared.independentPairs(), 1e-12);
        assertEquals(PairedTest.of("cluster", clusters).t(), shared.test(values).t(), 1e-12);
        assertTrue(shared.test(values).student() > PairedTest.of("pair", values).student());
    }

    private static double[][] sharing(int[] units) {
        int n = units.length / 2;
        double[][] sharing = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sharing[i][j] = units[2 * i] == units[2 * j] || units[2 * i] == units[2 * j + 1]
                        || units[2 * i + 1] == units[2 * j] || units[2 * i + 1] == units[2 * j + 1] ? 1 : 0;
            }
        }
        return sharing;
    }

    /** M S M, the means of rows and of columns taken out. */
    private static double[][] centred(double[][] matrix) {
        int n = matrix.length;
        double[] rows = Arrays.stream(matrix).mapToDouble(row -> Arrays.stream(row).average().orElseThrow()).toArray();
        double mean = Arrays.stream(rows).average().orElseThrow();
        double[][] centred = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                centred[i][j] = matrix[i][j] - rows[i] - rows[j] + mean;
            }
        }
        return centred;
    }

    private static double trace(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum;
    }
}
