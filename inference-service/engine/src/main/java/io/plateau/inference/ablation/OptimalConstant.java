package io.plateau.inference.ablation;

/**
 * The constant in place of a neuron's activation at which the mean loss of a token group is least (Li and Janson 2024), within some
 * standard deviations of the neuron's mean: the loss is computed at Chebyshev nodes of that interval, where a polynomial through
 * them is near the best of its degree, and the polynomial's least value is found by Newton's method.
 *
 * @param value the constant, in units of the activation
 * @param change of the group's mean loss there by the polynomial, nats
 * @param atBound whether it is an end of the interval: beyond, the loss may be less
 */
public record OptimalConstant(double value, double change, boolean atBound) {
    /** Half the interval, in standard deviations of the activation. */
    public static final double REACH = 3;
    /** As many evaluations, of which the polynomial's degree is one less. */
    public static final int NODES = 7;
    /** Points between which Newton's method starts: close enough for one valley each. */
    private static final int STARTS = 200;
    private static final int STEPS = 50;

    /**
     * The constants at which the loss is computed.
     *
     * @param mean N
     * @param deviation N: standard deviation of the activation
     * @return nodes, N
     */
    public static double[][] nodes(double[] mean, double[] deviation) {
        double[][] nodes = new double[NODES][mean.length];
        for (int j = 0; j < NODES; j++) {
            for (int n = 0; n < mean.length; n++) {
                nodes[j][n] = mean[n] + REACH * deviation[n] * node(j);
            }
        }
        return nodes;
    }

    private static double node(int j) {
        return Math.cos(Math.PI * (2 * j + 1) / (2 * NODES));
    }

    /** @param changes of the group's mean loss at the nodes, nats */
    public static OptimalConstant of(double mean, double deviation, double[] changes) {
        double[] coefficients = new double[NODES];
        for (int m = 0; m < NODES; m++) {
            for (int j = 0; j < NODES; j++) {
                coefficients[m] += (m == 0 ? 1.0 : 2.0) / NODES * changes[j]
                        * Math.cos(m * Math.PI * (2 * j + 1) / (2 * NODES));
            }
        }
        double best = 0;
        double least = value(coefficients, 0)[0];
        for (int start = 0; start <= STARTS; start++) {
            double x = -1 + 2.0 * start / STARTS;
            double change = value(coefficients, x)[0];
            // Of equal ones the mean's: a neuron that changes nothing keeps it.
            if (change < least) {
                least = change;
                best = x;
            }
        }
        double found = newton(coefficients, best, 2.0 / STARTS);
        return new OptimalConstant(mean + REACH * deviation * found, value(coefficients, found)[0],
                Math.abs(found) == 1);
    }

    /** The stationary point within a step of a start; the start, where there is none or the curve is not convex. */
    private static double newton(double[] coefficients, double start, double step) {
        double x = start;
        for (int i = 0; i < STEPS; i++) {
            double[] at = value(coefficients, x);
            if (!(at[2] > 0)) {
                return start;
            }
            double next = Math.max(-1, Math.min(1, x - at[1] / at[2]));
            if (Math.abs(next - start) > step) {
                return start;
            }
            if (next == x) {
                break;
            }
            x = next;
        }
        return x;
    }

    /** Value, first and second derivative of a Chebyshev series, by the recurrences of T and its derivatives. */
    private static double[] value(double[] coefficients, double x) {
        double[] before = {1, 0, 0};
        double[] now = {x, 1, 0};
        double[] sum = {coefficients[0], 0, 0};
        for (int m = 1; m < coefficients.length; m++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += coefficients[m] * now[i];
            }
            double[] next = {2 * x * now[0] - before[0], 2 * now[0] + 2 * x * now[1] - before[1],
                    4 * now[1] + 2 * x * now[2] - before[2]};
            before = now;
            now = next;
        }
        return sum;
    }
}
