package io.plateau.statistics.random;

/**
 * The SplitMix64 generator (Steele, Lea and Flood 2014). Written out because results must be the same bits on
 * every JDK, which {@link java.util.SplittableRandom} does not promise for bounded numbers.
 */
public final class SplitMix64 {
    static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /**
     * A generator for one named purpose: the same seed, purpose and indices give the same numbers, any other
     * combination gives unrelated ones.
     *
     * @param seed the specification's seed
     * @param purpose what the numbers are for
     * @param indices which of several, for example group and set
     */
    public static SplitMix64 of(long seed, String purpose, long... indices) {
        return new SplitMix64(SeedDerivation.SPLIT_MIX.derive(seed, purpose, indices));
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform over 0 … bound − 1 (Lemire 2019: unbiased, by rejection). */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound is " + bound + "; it must be at least 1");
        }
        long product = (nextLong() >>> 32) * bound;
        long low = product & 0xFFFFFFFFL;
        long threshold = (1L << 32) % bound;
        while (low < threshold) {
            product = (nextLong() >>> 32) * bound;
            low = product & 0xFFFFFFFFL;
        }
        return (int) (product >>> 32);
    }

    /** Uniform over [0, 1), 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Any order is equally likely; in place. */
    public void shuffle(int[] values) {
        FisherYates.shuffle(values, this::nextInt);
    }

    /** Brings {@code count} random elements to the front, any of them equally likely, in place. */
    public void choose(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            FisherYates.swap(values, i, i + nextInt(values.length - i));
        }
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
