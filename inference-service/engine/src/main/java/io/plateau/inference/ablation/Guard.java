package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Decides for a pair whether the cumulant series may replace the closed form: where the standard deviation of d is small
 * and the remainder of the series is bounded.
 *
 * <p>K(t) = log E_pi exp(t d'), d' = d − E[d], has the cumulants of d' under pi_t ∝ pi exp(t d') as derivatives, and the
 * remainder of order k is ∫ K^(k+1)(t) (1 − t)^k / k! dt from 0 to 1. With d' between −lower and upper,
 * E_pi exp(t d') ≥ 1 gives Var_t ≤ E_t[d'²] ≤ Var exp(t upper); the mean under pi_t lies between 0 and
 * min(upper, Var (exp(upper) − 1) / upper), so that |d' − E_t[d']| ≤ reach; hence |K'''| ≤ reach Var_t and
 * |K''''| = |E_t[(d' − E_t[d'])⁴] − 3 Var_t²| ≤ max(reach² Var_t, 2 Var_t²). The standard deviation alone does not see an
 * improbable token that an ablation lifts; the exponential of upper does.
 */
class Guard {
    /**
     * The remainder that is let through is the bound of a pair whose standard deviation is the guard's and whose largest
     * |d'| is this many of them: about what a vocabulary of 50,000 reaches where the changes of its logits are normal.
     */
    private static final double REACH = 4.5;
    /**
     * Roundings of a moment, in units of the precision: the dot products of the moments and the softmax contribute a few
     * each.
     */
    private static final double ROUNDINGS = 16;
    /** Below it the remainders' integrals are summed as series, above it their closed forms have all digits. */
    private static final double SMALL = 1;
    private static final int TERMS = 12;
    private final int order;
    private final double variance;
    private final double allowed;
    private final double unit;

    /** @param standardDeviation of d at most; 0 refuses every pair */
    Guard(int order, double standardDeviation, DataType precision) {
        this.order = order;
        this.variance = standardDeviation * standardDeviation;
        this.allowed = order == 2
                ? REACH * Math.pow(standardDeviation, 3) / 6
                : REACH * REACH * variance * variance / 24;
        this.unit = ROUNDINGS * (precision == DataType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f)) / 2;
    }

    /**
     * @param found variance of d as computed
     * @param upper the largest d' at most
     * @param lower minus the smallest d' at most
     * @param size the largest |r q| + |s (B − E[B])| at most: what the moments are rounded by
     */
    boolean refuses(double found, double upper, double lower, double size) {
        // Written so that it also refuses NaN.
        return !(found < variance && bound(found, upper, lower, size) < allowed);
    }

    /**
     * Which pairs of tiles of positions and neurons it refuses, by the ranges of d' = r q + s (B − E[B]): those of its two terms,
     * added up.
     *
     * @param found by the series
     * @param variance of d, as found
     */
    final boolean[] refused(MomentTile.Values found, float[] variance, LogitChanges changes,
            NeuronDirections.Tile neurons) {
        float[] rs = floats(found.r());
        float[] ss = floats(found.s());
        float[] meanB = floats(found.meanB());
        float[] q = floats(changes.qRange());
        boolean[] refused = new boolean[variance.length];
        for (int i = 0; i < refused.length; i++) {
            int row = 2 * (i / neurons.width());
            int n = i % neurons.width();
            double least = rs[i] * q[rs[i] > 0 ? row : row + 1];
            double most = rs[i] * q[rs[i] > 0 ? row + 1 : row];
            double down = ss[i] * ((ss[i] > 0 ? neurons.least() : neurons.most())[n] - meanB[i]);
            double up = ss[i] * ((ss[i] > 0 ? neurons.most() : neurons.least())[n] - meanB[i]);
            refused[i] = refuses(variance[i], most + up, -least - down, Math.max(most, -least) + Math.max(up, -down));
        }
        return refused;
    }

    static float[] floats(NDArray values) {
        return values.toType(DataType.FLOAT32, false).toFloatArray();
    }

    /** The remainder that is let through, nats. */
    final double allowed() {
        return allowed;
    }

    /** Of |series − closed form|, nats. */
    final double bound(double found, double upper, double lower, double size) {
        // A moment that is the difference of two larger ones is known up to their rounding only.
        double rounding = unit * size * size;
        double spread = Math.max(0, found) + rounding;
        double growth = Math.exp(upper);
        double mean = upper == 0 ? 0 : Math.min(upper, spread * Math.expm1(upper) / upper);
        double reach = Math.max(upper, lower + mean);
        double remainder = order == 2
                ? reach * integral(2, upper)
                : Math.max(reach * reach, 2 * Math.min(reach * reach, spread * growth)) * integral(3, upper);
        return spread * remainder + rounding * (1 + size);
    }

    /** ∫ (1 − t)^k / k! exp(t x) dt from 0 to 1 = (exp(x) − Σ x^j / j!, j ≤ k) / x^(k + 1), x ≥ 0. */
    static double integral(int k, double x) {
        if (x > SMALL) {
            double value = Math.exp(x);
            double term = 1;
            for (int j = 0; j <= k; j++) {
                value -= term;
                term *= x / (j + 1);
            }
            return value / Math.pow(x, k + 1);
        }
        double term = k == 2 ? 1.0 / 6 : 1.0 / 24;
        double sum = 0;
        for (int j = k + 2; j < k + 2 + TERMS; j++) {
            sum += term;
            term *= x / j;
        }
        return sum;
    }
}
