package io.plateau.inference.http;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.runtime.http.JsonBodies;
import io.plateau.runtime.http.Problem;

/** The body of a request that carries a specification. */
final class SpecificationBody {
    private SpecificationBody() {
    }

    /** Answers 413 if the specification is longer than any that is read. */
    static String text(byte[] bytes) {
        String body = JsonBodies.text(bytes);
        if (body.length() > ExperimentSpecification.MAX_CHARACTERS) {
            throw Problem.exception(413, "the specification has " + body.length() + " characters; at most "
                    + ExperimentSpecification.MAX_CHARACTERS + " are read");
        }
        return body;
    }
}
