package io.plateau.inference.planning;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Pairs the smaller of two sets with members of the larger, each at most once, so that the summed cost is least: shortest
 * augmenting paths with potentials (Jonker and Volgenant 1987), of the order of rows² · columns steps. Costs are whole
 * numbers, so ties are exact; among pairings of equal cost the same one is always found.
 */
final class Assignment {
    private static final int NONE = -1;

    private Assignment() {
    }

    /** Steps of an assignment, to be held against a limit before it is begun. */
    static double steps(int rows, int columns) {
        double smaller = Math.min(rows, columns);
        return smaller * smaller * Math.max(rows, columns);
    }

    /**
     * @param cost of row and column, not negative
     * @return per row its column, or −1 where there are more rows than columns and the row is left over
     */
    static int[] of(int rows, int columns, IntBinaryOperator cost) {
        if (rows > columns) {
            int[] rowOf = of(columns, rows, (column, row) -> cost.applyAsInt(row, column));
            int[] columnOf = new int[rows];
            Arrays.fill(columnOf, NONE);
            for (int column = 0; column < columns; column++) {
                columnOf[rowOf[column]] = column;
            }
            return columnOf;
        }
        // Column 0 and row 0 mean "none": the search begins there.
        int[] rowOf = new int[columns + 1];
        long[] rowPotential = new long[rows + 1];
        long[] columnPotential = new long[columns + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            augment(rowOf, rowPotential, columnPotential, cost);
        }
        int[] columnOf = new int[rows];
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] > 0) {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }

    /** Finds the cheapest way from the new row to a free column and turns the pairs along it. */
    private static void augment(int[] rowOf, long[] rowPotential, long[] columnPotential, IntBinaryOperator cost) {
        int columns = rowOf.length;
        long[] distance = new long[columns];
        Arrays.fill(distance, Long.MAX_VALUE);
        int[] before = new int[columns];
        boolean[] visited = new boolean[columns];
        int column = 0;
        do {
            visited[column] = true;
            int row = rowOf[column];
            int nearest = 0;
            long least = Long.MAX_VALUE;
            for (int c = 1; c < columns; c++) {
                if (!visited[c]) {
                    long reduced = cost.applyAsInt(row - 1, c - 1) - rowPotential[row] - columnPotential[c];
                    if (reduced < distance[c]) {
                        distance[c] = reduced;
                        before[c] = column;
                    }
                    if (distance[c] < least) {
                        least = distance[c];
                        nearest = c;
                    }
                }
            }
            for (int c = 0; c < columns; c++) {
                if (visited[c]) {
                    rowPotential[rowOf[c]] += least;
                    columnPotential[c] -= least;
                } else if (c > 0) {
                    distance[c] -= least;
                }
            }
            column = nearest;
        } while (rowOf[column] != 0);
        while (column != 0) {
            rowOf[column] = rowOf[before[column]];
            column = before[column];
        }
    }
}
