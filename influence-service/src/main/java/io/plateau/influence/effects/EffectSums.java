package io.plateau.influence.effects;

import java.util.Arrays;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;
import io.plateau.statistics.trajectory.ContextParts;

/**
 * The blocks of an experiment, added in block order, reduced to what means and clustered standard errors need. A context that is cut
 * into blocks lies in blocks that follow each other; it is one cluster.
 */
public final class EffectSums {
    private final int neurons;
    private final Group[] groups;
    private int open = -1;

    public EffectSums(int neurons) {
        this.neurons = neurons;
        this.groups = new Group[]{new Group(), new Group()};
    }

    /** @throws UnprocessableException when the block has another number of neurons */
    public void add(EffectBlock block) {
        if (block.neurons() != neurons) {
            throw new UnprocessableException("a block of effects has " + block.neurons()
                    + " neurons where the experiment's other blocks have " + neurons);
        }
        for (int k = 0; k < block.contexts().length; k++) {
            if (block.contexts()[k] != open) {
                close();
                open = block.contexts()[k];
            }
            for (int g = 0; g < TokenGroup.COUNT; g++) {
                int row = k * TokenGroup.COUNT + g;
                groups[g].add(block.counts()[row], block.sums(), row * EffectBlock.PARTS * neurons);
            }
        }
    }

    private void close() {
        for (Group group : groups) {
            group.close();
        }
    }

    /** All blocks must be in. */
    public GroupEffects group(TokenGroup group) {
        close();
        open = -1;
        return groups[group.ordinal()].effects(group);
    }

    /** One token group; columns are effect · N + neuron. */
    private final class Group {
        private final double[] current = new double[Effect.COUNT * neurons];
        private int currentCount;
        private final double[] sum = new double[current.length];
        private final double[] squares = new double[current.length];
        private final double[] withCount = new double[current.length];
        private double positions;
        private double countSquares;
        private int contexts;
        private final double[][] partSum = new double[ContextParts.COUNT][];
        private final double[] partPositions = new double[ContextParts.COUNT];

        void add(int count, float[] sums, int from) {
            currentCount += count;
            for (int n = 0; n < neurons; n++) {
                double total = sums[from + n];
                double direct = sums[from + neurons + n];
                current[n] += total;
                current[neurons + n] += direct;
                current[2 * neurons + n] += total - direct;
                current[3 * neurons + n] += total - sums[from + 2 * neurons + n];
                current[4 * neurons + n] += sums[from + 3 * neurons + n];
                current[5 * neurons + n] += sums[from + 4 * neurons + n];
            }
        }

        void close() {
            if (currentCount == 0) {
                return;
            }
            int part = ContextParts.of(open);
            double[] ofPart = partSum[part] == null ? new double[current.length] : partSum[part];
            partSum[part] = ofPart;
            partPositions[part] += currentCount;
            for (int i = 0; i < current.length; i++) {
                sum[i] += current[i];
                ofPart[i] += current[i];
                squares[i] += current[i] * current[i];
                withCount[i] += current[i] * currentCount;
            }
            positions += currentCount;
            countSquares += (double) currentCount * currentCount;
            contexts++;
            currentCount = 0;
            Arrays.fill(current, 0);
        }

        /** sqrt(C / (C − 1) · Σ_c (s_c − m n_c)²) / n, as of the loss changes. */
        GroupEffects effects(TokenGroup group) {
            double[][] mean = new double[Effect.COUNT][neurons];
            double[][] error = new double[Effect.COUNT][neurons];
            double correction = contexts < 2 ? Double.NaN : contexts / (contexts - 1.0);
            for (int e = 0; e < Effect.COUNT; e++) {
                for (int n = 0; n < neurons; n++) {
                    int i = e * neurons + n;
                    double m = sum[i] / positions;
                    mean[e][n] = m;
                    double residuals = squares[i] - 2 * m * withCount[i] + m * m * countSquares;
                    error[e][n] = Math.sqrt(correction * Math.max(0, residuals)) / positions;
                }
            }
            return new GroupEffects(group, (long) positions, contexts, mean, error, partMean());
        }

        private double[][][] partMean() {
            double[][][] mean = new double[ContextParts.COUNT][][];
            for (int part = 0; part < mean.length; part++) {
                if (partSum[part] != null) {
                    mean[part] = new double[Effect.COUNT][neurons];
                    for (int i = 0; i < partSum[part].length; i++) {
                        mean[part][i / neurons][i % neurons] = partSum[part][i] / partPositions[part];
                    }
                }
            }
            return mean;
        }
    }
}
