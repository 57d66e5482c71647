package io.plateau.statistics.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * How the seed of one stream of random numbers follows from the specification's seed, the stream's purpose and its
 * indices. The same three give the same stream on every replica; one stream more never shifts the others.
 *
 * <p>
 * There are several derivations because results must keep their bits: each stage keeps the one it was published with. A
 * new stage takes {@link #SPLIT_MIX}.
 */
public enum SeedDerivation {
    /** The first 8 bytes, big-endian, of SHA-256 of {@code seed/purpose/index…}: plans and ablations. */
    SHA_256 {
        @Override
        public long derive(long seed, String purpose, long... indices) {
            return first8BytesOfSha256(text(seed, purpose, indices));
        }
    },
    /** The 64-bit FNV-1a hash of {@code seed/purpose/index…}: regimes, and the data of the validity study. */
    FNV_1A {
        @Override
        public long derive(long seed, String purpose, long... indices) {
            return fnv1a(text(seed, purpose, indices));
        }
    },
    /** SplitMix64's finaliser over the seed, each character of the purpose and each index in turn: graphs. */
    SPLIT_MIX {
        @Override
        public long derive(long seed, String purpose, long... indices) {
            long mixed = SplitMix64.mix(seed);
            for (int i = 0; i < purpose.length(); i++) {
                mixed = SplitMix64.mix(mixed + SplitMix64.GOLDEN_GAMMA + purpose.charAt(i));
            }
            for (long index : indices) {
                mixed = SplitMix64.mix(mixed + SplitMix64.GOLDEN_GAMMA + index);
            }
            return mixed;
        }
    },
    /** 31 times the seed plus {@link String#hashCode} of the purpose; no indices: Table 2. */
    STRING_HASH {
        @Override
        public long derive(long seed, String purpose, long... indices) {
            if (indices.length > 0) {
                throw new IllegalArgumentException("this derivation takes no indices: neighbouring ones would collide");
            }
            return 31 * seed + purpose.hashCode();
        }
    };

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * @param seed the specification's seed
     * @param purpose what the numbers are for
     * @param indices which of several streams of that purpose, for example the replicate
     */
    public abstract long derive(long seed, String purpose, long... indices);

    /** A stream of the JDK's generator with the derived seed. */
    public SplittableRandom stream(long seed, String purpose, long... indices) {
        return new SplittableRandom(derive(seed, purpose, indices));
    }

    /**
     * Seed of one of a grid of streams below a seed that was derived already: seed + 31·i + 1,000,003·j.
     *
     * @param seed derived, so that it is no small number
     */
    public static long nested(long seed, long i, long j) {
        return seed + 31L * i + 1_000_003L * j;
    }

    private static byte[] text(long seed, String purpose, long... indices) {
        StringBuilder text = new StringBuilder().append(seed).append('/').append(purpose);
        for (long index : indices) {
            text.append('/').append(index);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static long first8BytesOfSha256(byte[] text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static long fnv1a(byte[] text) {
        long hash = FNV_OFFSET;
        for (byte b : text) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
