package io.plateau.local.launch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.contracts.specification.Variant;

/** The same specification is the same experiment: on kept data it is not run twice. */
final class ExperimentIdentity {
    private static final int DIGITS = 10;

    private ExperimentIdentity() {
    }

    /**
     * Model and a digest of the specification after defaults, for example {@code tiny-neox-3f2a9c1d07}. A study has the
     * digest of all its specifications and is named by its first model: {@code study-tiny-neox-3f2a9c1d07}.
     */
    static String of(SpecificationVariants asked) {
        List<ExperimentSpecification> specifications = asked.variants().stream().map(Variant::specification).toList();
        try {
            // JSON objects have no line breaks here: no other specifications give the same text.
            String text = specifications.stream().map(ExperimentSpecification::toJson)
                    .collect(Collectors.joining("\n"));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String model = specifications.get(0).model().replaceAll("[^A-Za-z0-9._-]", "-");
            return (asked.isStudy() ? "study-" : "") + model + "-"
                    + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
