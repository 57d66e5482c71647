package io.plateau.contracts.broker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** Explains in a sentence why a request to the broker failed. Retriable: its operator can correct the cause. */
public final class BrokerFault extends RetriableException {
    private static final long serialVersionUID = 1L;

    private BrokerFault(String message, Throwable cause) {
        super(message, cause);
    }

    public static BrokerFault of(BrokerAccess access, Throwable failure) {
        Throwable cause = deepest(failure);
        return new BrokerFault(sentence(access.description(), cause), failure);
    }

    static BrokerFault ofMissing(List<String> topics, BrokerAccess access) {
        return new BrokerFault(
                "the broker at " + access.description() + " lacks the topics " + String.join(", ", topics)
                        + ", or this user may not see them; deploy/local/topics creates them",
                null);
    }

    private static String sentence(String broker, Throwable cause) {
        Optional<String> certificate = CertificateFault.explain(cause);
        if (certificate.isPresent()) {
            return "the broker at " + broker + " cannot be used over TLS: " + certificate.get()
                    + "; ssl.truststore and ssl.keystore settings name the authority and the client certificate";
        }
        if (cause instanceof AuthenticationException) {
            return "the broker at " + broker + " refuses the login: " + cause.getMessage()
                    + "; sasl.mechanism, sasl.jaas.config and the ssl settings must be those that it asks for";
        }
        if (cause instanceof AuthorizationException) {
            return "the broker at " + broker + " accepts the login but not the request: " + cause.getMessage()
                    + "; the user needs the rights Describe and DescribeConfigs on the topics";
        }
        if (cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "the broker does not answer: nothing came from " + broker
                    + " in time; it is down, elsewhere, or asks for another security.protocol";
        }
        return "the broker does not answer: " + broker + ": "
                + (cause.getMessage() == null ? "no reason was given" : cause.getMessage());
    }

    /** The cause that Kafka names; what lies deeper than a refused login is of the TLS library and says less. */
    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof AuthenticationException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
