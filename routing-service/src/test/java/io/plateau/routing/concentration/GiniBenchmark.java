package io.plateau.routing.concentration;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

import io.plateau.routing.attention.AttentionRows;
import io.plateau.routing.attention.AttentionSums;

/** Gini coefficients of attention rows by sorting, beside the naive sum over pairs, and of a whole block. */
public final class GiniBenchmark {
    private static final int HEADS = 6;
    private static final int POSITIONS = 255; // mean row length 128
    private static final int OFFSETS = 64;
    /** Processor time, not the clock on the wall: the machine may be shared. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private GiniBenchmark() {
    }

    public static void main(String[] arguments) {
        AttentionRows block = block(new SplittableRandom(1));
        GiniCoefficient fast = new GiniCoefficient();
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            time(10, () -> all(block, NaiveGini::of));
            time(10, () -> all(block, fast::of));
            time(10, () -> all(block, GiniBenchmark::bySortOfTheLibrary));
            time(10, () -> AttentionSums.of(block, OFFSETS, Concentration.GINI));
        }
        double naive = time(10, () -> all(block, NaiveGini::of)) / 10;
        double sorted = time(10, () -> all(block, fast::of)) / 10;
        double library = time(10, () -> all(block, GiniBenchmark::bySortOfTheLibrary)) / 10;
        int rows = HEADS * POSITIONS;
        System.out.printf(Locale.ROOT, "Gini, %d rows of mean length 128: naive %.1f ms, sorted %.1f ms,"
                + " ratio %.1f; the library's sort alone %.1f ms, ratio %.1f%n",
                rows, 1e3 * naive, 1e3 * sorted, naive / sorted, 1e3 * library, library / sorted);
        int blocks = 300_000 / rows + 1;
        double whole = time(blocks, () -> AttentionSums.of(block, OFFSETS, Concentration.GINI));
        double checked = time(blocks,
                () -> new AttentionRows(HEADS, block.positions(), block.groups(), block.weights()));
        System.out.printf(Locale.ROOT, "Gini and profiles of %d rows: %.2f s; checks of the rows: %.2f s%n",
                blocks * rows,
                whole, checked);
    }

    private static double all(AttentionRows block, Coefficient coefficient) {
        double sum = 0;
        int from = 0;
        for (int head = 0; head < block.heads(); head++) {
            for (int position : block.positions()) {
                sum += coefficient.of(block.weights(), from, position + 1);
                from += position + 1;
            }
        }
        return sum;
    }

    private static double bySortOfTheLibrary(float[] weights, int from, int keys) {
        float[] row = Arrays.copyOfRange(weights, from, from + keys);
        Arrays.sort(row);
        return row[0];
    }

    /** Processor seconds. */
    private static double time(int times, Runnable work) {
        long start = CLOCK.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static AttentionRows block(SplittableRandom random) {
        int[] positions = new int[POSITIONS];
        byte[] groups = new byte[POSITIONS];
        for (int p = 0; p < POSITIONS; p++) {
            positions[p] = p;
            groups[p] = (byte) (p % 2);
        }
        float[] weights = new float[(int) (HEADS * AttentionRows.rowLength(positions))];
        int at = 0;
        for (int head = 0; head < HEADS; head++) {
            for (int position : positions) {
                double[] row = random.doubles(position + 1L).map(u -> Math.exp(6 * u)).toArray();
                double sum = Arrays.stream(row).sum();
                for (double weight : row) {
                    weights[at++] = (float) (weight / sum);
                }
            }
        }
        return new AttentionRows(HEADS, positions, groups, weights);
    }

    private interface Coefficient {
        double of(float[] weights, int from, int keys);
    }
}
