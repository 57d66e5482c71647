package io.plateau.local.launch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.plateau.contracts.specification.ExperimentSpecification;

/** The same specification is the same experiment: on kept data it is not run twice. */
final class ExperimentIdentity {
    private static final int DIGITS = 10;

    private ExperimentIdentity() {
    }

    /** Model and a digest of the specification after defaults, for example {@code tiny-neox-3f2a9c1d07}. */
    static String of(ExperimentSpecification specification) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(specification.toJson().getBytes(StandardCharsets.UTF_8));
            String model = specification.model().replaceAll("[^A-Za-z0-9._-]", "-");
            return model + "-" + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
