package io.plateau.local.broker;

import java.util.Map;

/**
 * How clients reach the broker.
 *
 * @param protocol such as {@code SASL_PLAINTEXT}
 * @param broker settings of the broker that it needs
 * @param clients settings that clients need
 */
public record ClientListener(String protocol, Map<String, String> broker, Map<String, String> clients) {
    /** For a broker that only this machine can reach. */
    public static final ClientListener PLAINTEXT = new ClientListener("PLAINTEXT", Map.of(), Map.of());
}
