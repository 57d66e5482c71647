package io.plateau.routing.statistics;

/**
 * Values divided by a power of two so that the largest size lies in [1, 2): their squares neither overflow nor vanish.
 * The division is exact but for values some 10³⁰⁰ times smaller than the largest.
 *
 * @param values the quotients
 * @param exponent of the power
 */
public record Scaled(double[] values, int exponent) {

    public static Scaled of(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        int exponent = largest > 0 ? exponent(largest) : 0;
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = Math.scalb(values[i], -exponent);
        }
        return new Scaled(scaled, exponent);
    }

    /** A mean or deviation of the quotients in the unit of the values. */
    double restored(double value) {
        return Math.scalb(value, exponent);
    }

    /** The library has no digits of subnormal numbers. */
    private static int exponent(double value) {
        return value < Double.MIN_NORMAL ? Math.getExponent(value * 0x1p100) - 100 : Math.getExponent(value);
    }
}
