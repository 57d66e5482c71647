package io.plateau.inference.model.family;

import io.plateau.inference.checkpoint.ModelConfig;

/**
 * Which frequencies YaRN leaves as they are (Peng et al., 2023): those that turn more than {@code fast} times within the
 * original length; below {@code slow} turns they are interpolated, between the two linearly mixed.
 *
 * @param truncated whether the ends of the ramp are rounded outwards to whole dimensions
 */
record YarnRamp(double fast, double slow, boolean truncated, double length) {
    private static final double FAST = 32;
    private static final double SLOW = 1;
    /** A ramp of no width would be no ramp. */
    private static final double NARROWEST = 0.001;

    static YarnRamp read(ModelConfig nested, double length) {
        return new YarnRamp(orDefault(nested.number("beta_fast", FAST), FAST),
                orDefault(nested.number("beta_slow", SLOW), SLOW), nested.flag("truncate", true), length);
    }

    /** As in the published implementation, 0 is the default too. */
    private static double orDefault(double value, double whenZero) {
        return value == 0 ? whenZero : value;
    }

    /** By which turned queries and keys are multiplied. */
    static double amplitude(ModelConfig nested, double factor) {
        double mscale = nested.number("mscale", 0);
        double ofAll = nested.number("mscale_all_dim", 0);
        double inferred = mscale != 0 && ofAll != 0
                ? magnitude(factor, mscale) / magnitude(factor, ofAll)
                : magnitude(factor, 1);
        return nested.number("attention_factor", inferred);
    }

    private static double magnitude(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }

    /** Per pair of rotated dimensions: the share of its frequency that is not interpolated. */
    double[] shares(int rotated, double base) {
        double low = dimension(fast, rotated, base);
        double high = dimension(slow, rotated, base);
        low = Math.max(truncated ? Math.floor(low) : low, 0);
        high = Math.min(truncated ? Math.ceil(high) : high, rotated - 1);
        high += high == low ? NARROWEST : 0;
        double[] shares = new double[rotated / 2];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = 1 - Math.min(1, Math.max(0, (i - low) / (high - low)));
        }
        return shares;
    }

    /** The dimension that turns so many times within the original length. */
    private double dimension(double turns, int rotated, double base) {
        return rotated * Math.log(length / (turns * 2 * Math.PI)) / (2 * Math.log(base));
    }
}
