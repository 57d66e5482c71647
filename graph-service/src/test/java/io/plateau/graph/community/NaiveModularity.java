package io.plateau.graph.community;

import java.util.function.DoubleUnaryOperator;

import io.plateau.contracts.specification.GraphSpecification.Objective;

/** Equations 6 and 7 letter by letter, over a full matrix: the twin of {@link ModularityMatrix}. */
final class NaiveModularity {
    private NaiveModularity() {
    }

    static double of(double[][] weights, int[] membership, Objective objective) {
        return switch (objective) {
            case ABSOLUTE -> part(weights, membership, Math::abs);
            case POSITIVE -> part(weights, membership, w -> Math.max(0, w));
            case SIGNED ->
                part(weights, membership, w -> Math.max(0, w)) - part(weights, membership, w -> Math.max(0, -w));
        };
    }

    private static double part(double[][] weights, int[] membership, DoubleUnaryOperator part) {
        int n = weights.length;
        double[] strength = new double[n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                strength[i] += part.applyAsDouble(weights[i][j]);
            }
            total += strength[i];
        }
        double sum = 0;
        for (int i = 0; total > 0 && i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (membership[i] == membership[j]) {
                    sum += part.applyAsDouble(weights[i][j]) - strength[i] * strength[j] / total;
                }
            }
        }
        return total > 0 ? sum / total : 0;
    }
}
