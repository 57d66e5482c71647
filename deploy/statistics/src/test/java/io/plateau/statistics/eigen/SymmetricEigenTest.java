package io.plateau.statistics.eigen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

    /** A Aᵀ of n rows of rank r has the eigenvalues of Aᵀ A, which is small and of full rank, and n − r zeros. */
    @ParameterizedTest
    @CsvSource({"2, 1", "40, 1", "150, 3", "200, 20", "300, 128"})
    void aMatrixOfDeficientRankHasTheEigenvaluesOfItsSmallGramMatrix(int n, int rank) {
        Random random = new Random(n + rank);
        double[][] a = new double[n][rank];
        double[][] transposed = new double[rank][n];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < rank; d++) {
                a[i][d] = random.nextGaussian();
                transposed[d][i] = a[i][d];
            }
        }

        double[] values = SymmetricEigen.of(gram(a)).values();

        double[] small = SymmetricEigen.of(gram(transposed)).values();
        double largest = small[rank - 1];
        for (int k = 0; k < n; k++) {
            // Rounding of the norm, over n steps
            assertEquals(k < n - rank ? 0 : small[k - n + rank], values[k], 1e-12 * n * largest);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1, 1e150, 1e300})
    void theScaleOfTheMatrixIsThatOfItsEigenvalues(double scale) {
        double[][] matrix = {{2 * scale, scale}, {scale, 2 * scale}};
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        assertArrayEquals(new double[]{scale, 3 * scale}, eigen.values(), 1e-14 * scale);
        assertEquals(Math.abs(eigen.vectors()[0][1]), Math.abs(eigen.vectors()[1][1]), 1e-14);
    }

    @Test
    void zerosConstantsAndASingleElementAreMatricesToo() {
        assertArrayEquals(new double[50], SymmetricEigen.of(new double[50][50]).values(), 0);
        double[][] ones = new double[50][50];
        for (double[] row : ones) {
            Arrays.fill(row, 1);
        }
        double[] values = SymmetricEigen.of(ones).values();
        assertEquals(50, values[49], 1e-12);
        assertEquals(0, values[48], 1e-12);
        assertArrayEquals(new double[]{-7}, SymmetricEigen.of(new double[][]{{-7}}).values(), 1e-14);
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        assertEquals("element 0, 1 of the matrix is NaN; eigenvalues need finite elements",
                assertThrows(IllegalArgumentException.class,
                        () -> SymmetricEigen.of(new double[][]{{1, Double.NaN}, {Double.NaN, 1}})).getMessage());
    }

    private static double[][] gram(double[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                for (int d = 0; d < rows[i].length; d++) {
                    gram[i][j] += rows[i][d] * rows[j][d];
                }
            }
        }
        return gram;
    }
}
