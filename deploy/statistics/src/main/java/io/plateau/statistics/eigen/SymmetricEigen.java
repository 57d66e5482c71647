package io.plateau.statistics.eigen;

import java.util.Arrays;
import java.util.Comparator;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, ascending; equal eigenvalues in the library's order.
 *
 * <p>
 * The library's QL iteration compares each off-diagonal element with its neighbours on the diagonal, and where both are
 * 0 but for rounding, as in the null space of a matrix of deficient rank, it never converges. The matrix is therefore
 * decomposed with a multiple of the identity added, which shifts the eigenvalues by a known amount and leaves the
 * eigenvectors: no eigenvalue is then near 0, and the error stays a rounding error of the matrix's norm.
 *
 * @param values n, ascending
 * @param vectors n, n: element k of row i is vertex i's coordinate in the eigenvector of value k
 */
public record SymmetricEigen(double[] values, double[][] vectors) {

    /**
     * @param matrix n, n, symmetric; n at least 1
     * @throws IllegalArgumentException when an element is not finite
     */
    public static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double scale = largest(matrix);
        double[][] shifted = new double[n][n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                // Scaled to 1, so that no square leaves the range of a double.
                shifted[i][j] = scale > 0 ? matrix[i][j] / scale : 0;
                squares += shifted[i][j] * shifted[i][j];
            }
        }
        // Twice the Frobenius norm, which no eigenvalue exceeds: all lie between one and three norms.
        double shift = 2 * Math.max(1, Math.sqrt(squares));
        for (int i = 0; i < n; i++) {
            shifted[i][i] += shift;
        }
        var decomposition = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(shifted));
        double[] found = decomposition.getEigenvalues();
        RealMatrix columns = decomposition.getV();
        Integer[] ascending = new Integer[n];
        Arrays.setAll(ascending, i -> i);
        Arrays.sort(ascending, Comparator.comparingDouble(i -> found[i]));
        double[] values = new double[n];
        double[][] vectors = new double[n][n];
        for (int k = 0; k < n; k++) {
            values[k] = (found[ascending[k]] - shift) * scale;
            for (int i = 0; i < n; i++) {
                vectors[i][k] = columns.getEntry(i, ascending[k]);
            }
        }
        return new SymmetricEigen(values, vectors);
    }

    private static double largest(double[][] matrix) {
        double largest = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                if (!Double.isFinite(matrix[i][j])) {
                    throw new IllegalArgumentException("element " + i + ", " + j + " of the matrix is " + matrix[i][j]
                            + "; eigenvalues need finite elements");
                }
                largest = Math.max(largest, Math.abs(matrix[i][j]));
            }
        }
        return largest;
    }
}
