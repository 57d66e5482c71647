package io.plateau.inference.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which the hub names a content: its SHA-256, or of small files the SHA-1 of git's blob object. */
final class BlobHash {
    private final MessageDigest digest;
    private final String expected;

    private BlobHash(MessageDigest digest, String expected) {
        this.digest = digest;
        this.expected = expected;
    }

    /** @param file whose etag has 64 or 40 hexadecimal digits */
    static BlobHash of(HubFile file) {
        boolean large = file.etag().length() == 64;
        try {
            MessageDigest digest = MessageDigest.getInstance(large ? "SHA-256" : "SHA-1");
            if (!large) {
                digest.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            return new BlobHash(digest, file.etag());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
        }
    }

    void update(ByteBuffer bytes) {
        digest.update(bytes);
    }

    String algorithm() {
        return digest.getAlgorithm();
    }

    /** Ends the computation. */
    boolean matches() {
        return HexFormat.of().formatHex(digest.digest()).equals(expected);
    }
}
