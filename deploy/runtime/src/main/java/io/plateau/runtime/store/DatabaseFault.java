package io.plateau.runtime.store;

import java.sql.SQLException;
import java.util.Optional;

import io.plateau.contracts.broker.CertificateFault;

/** Explains in a sentence why the database cannot be used. */
public final class DatabaseFault {
    private DatabaseFault() {
    }

    /**
     * @param failure of a connection or a migration
     * @param url of the database
     * @param role that the service connects as
     * @return empty when no statement or connection failed
     */
    public static Optional<String> sentence(Throwable failure, String url, String role) {
        SQLException fault = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                fault = sql;
            }
        }
        return fault == null ? Optional.empty() : Optional.of(sentence(fault, withoutParameters(url), role));
    }

    private static String sentence(SQLException fault, String database, String role) {
        String state = fault.getSQLState() == null ? "" : fault.getSQLState();
        String message = firstLine(fault.getMessage());
        Optional<String> certificate = CertificateFault.explain(fault);
        if (certificate.isPresent()) {
            return "the database " + database + " cannot be used over TLS: " + certificate.get()
                    + "; sslrootcert in QUARKUS_DATASOURCE_JDBC_URL names the file with the authority";
        }
        if (message.startsWith("Could not open SSL root certificate file")) {
            return "the database " + database + " cannot be used over TLS: its certificate cannot be checked: "
                    + message
                    + "; sslrootcert in QUARKUS_DATASOURCE_JDBC_URL names the file with the authority";
        }
        if (state.startsWith("28")) {
            return "the database " + database + " refuses the login of role " + role + ": " + message
                    + "; QUARKUS_DATASOURCE_PASSWORD must be the password of that role";
        }
        if (state.equals("42501")) {
            return "role " + role + " lacks a right in the database " + database + ": " + message
                    + "; the scripts of deploy/results create roles, schemas and rights";
        }
        if (state.equals("3D000") || state.equals("3F000")) {
            return "the database " + database + " is incomplete: " + message
                    + "; the scripts of deploy/results create roles, schemas and rights";
        }
        if (state.startsWith("08")) {
            return "the database " + database + " does not answer: " + message
                    + "; QUARKUS_DATASOURCE_JDBC_URL must be its address";
        }
        return "the database " + database + " fails as role " + role + ": " + message;
    }

    /** A driver's parameters may be secret. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("[?].*", "");
    }

    private static String firstLine(String message) {
        return message == null
                ? "no reason was given"
                : message.lines().findFirst().orElse("").replaceFirst("[.]$", "");
    }
}
