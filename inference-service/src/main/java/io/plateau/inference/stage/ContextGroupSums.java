package io.plateau.inference.stage;

import java.util.ArrayList;
import java.util.List;

import io.plateau.inference.planning.PlannedContext;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Sums over the positions of a block per context and token group; positions in neither group are left out.
 *
 * @param cell P: context · 2 + group, or −1
 * @param rows K · 2
 */
record ContextGroupSums(int[] cell, int rows) {

    static ContextGroupSums of(List<PlannedContext> contexts) {
        int[] cell = new int[ContextRows.count(contexts)];
        int p = 0;
        for (int k = 0; k < contexts.size(); k++) {
            for (byte group : contexts.get(k).groups()) {
                cell[p++] = group == TokenGroup.NEITHER ? -1 : k * TokenGroup.COUNT + group;
            }
        }
        return new ContextGroupSums(cell, contexts.size() * TokenGroup.COUNT);
    }

    /** K, 2: positions. */
    List<Integer> counts() {
        int[] counts = new int[rows];
        for (int c : cell) {
            if (c >= 0) {
                counts[c]++;
            }
        }
        List<Integer> list = new ArrayList<>(rows);
        for (int count : counts) {
            list.add(count);
        }
        return list;
    }

    /** P, columns → K · 2, columns. */
    double[] sums(float[] values, int columns) {
        double[] sums = new double[rows * columns];
        for (int p = 0; p < cell.length && columns > 0; p++) {
            if (cell[p] >= 0) {
                for (int n = 0, from = p * columns, to = cell[p] * columns; n < columns; n++) {
                    sums[to + n] += values[from + n];
                }
            }
        }
        return sums;
    }
}
