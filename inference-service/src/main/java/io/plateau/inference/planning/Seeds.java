package io.plateau.inference.planning;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Every random choice has its own seed, named after its purpose: one choice more never shifts the others. */
public final class Seeds {
    private Seeds() {
    }

    /** The first 8 bytes of SHA-256 of {@code seed/purpose}. */
    public static long derive(long seed, String purpose) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((seed + "/" + purpose).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
