package io.plateau.influence.uncertainty;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** One random stream per purpose and replicate, so that results do not depend on who computes which. */
public final class Seeds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeds() {
    }

    /**
     * @param root the specification's seed
     * @param purpose what the numbers are for
     */
    public static SplittableRandom stream(long root, String purpose, int replicate) {
        long hash = FNV_OFFSET;
        for (byte b : (root + "/" + purpose + "/" + replicate).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return new SplittableRandom(hash);
    }
}
