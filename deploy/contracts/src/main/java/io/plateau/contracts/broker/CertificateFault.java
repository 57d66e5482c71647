package io.plateau.contracts.broker;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;

/** Explains why a TLS handshake failed, which the TLS library says in the terms of its own types. */
public final class CertificateFault {
    private CertificateFault() {
    }

    /** What is wrong with a certificate, a main clause about the server that was called; empty where it is something else. */
    public static Optional<String> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return Optional.of("its certificate has expired");
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Optional.of("its certificate is not valid yet");
            }
            String message = cause.getMessage() == null ? "" : cause.getMessage();
            if (message.contains("unable to find valid certification path")
                    || message.contains("signature check failed")
                    || message.contains("does not chain with any of the trust anchors")
                    || message.contains("trustAnchors parameter must be non-empty")) {
                return Optional.of("its certificate is signed by no authority that is trusted here");
            }
            if (message.contains("No subject alternative") || message.contains("No name matching")
                    || message.contains("could not be verified by hostnameverifier")) {
                return Optional.of("its certificate is for other hosts");
            }
            if (message.contains("certificate_required") || message.contains("Received fatal alert: bad_certificate")) {
                return Optional.of("it demands a client certificate");
            }
            if (message.contains("Received fatal alert: certificate_expired")) {
                return Optional.of("the client certificate has expired");
            }
            if (message.contains("Received fatal alert: certificate_unknown")
                    || message.contains("Received fatal alert: unknown_ca")) {
                return Optional.of("the client certificate is signed by no authority that is trusted there");
            }
        }
        return Optional.empty();
    }
}
