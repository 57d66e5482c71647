package io.plateau.local.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.plateau.local.broker.ClientListener;

/** Listeners as clusters have them. */
public final class Listeners {
    private static final String PASSWORD = "of-the-keys";

    private Listeners() {
    }

    /** One that demands this login. */
    public static ClientListener sasl(String user, String password) {
        String login = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"";
        return new ClientListener("SASL_PLAINTEXT", Map.of("sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN", "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                login.formatted("broker", "own") + " user_broker=\"own\" user_%s=\"%s\";".formatted(user, password)),
                Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.jaas.config",
                        login.formatted(user, password) + ";"));
    }

    /**
     * One that has a certificate which it signed itself.
     *
     * @param keys file to write the key and the certificate to
     */
    public static ClientListener tls(Path keys) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext",
                "SAN=IP:127.0.0.1",
                "-validity", "2", "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", PASSWORD)
                .inheritIO().start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool could not write " + keys);
        }
        return new ClientListener("SSL",
                Map.of("ssl.keystore.location", keys.toString(), "ssl.keystore.type", "PKCS12", "ssl.keystore.password",
                        PASSWORD, "ssl.key.password", PASSWORD, "ssl.truststore.location", keys.toString(),
                        "ssl.truststore.type", "PKCS12", "ssl.truststore.password", PASSWORD),
                Map.of("security.protocol", "SSL", "ssl.truststore.location", keys.toString(), "ssl.truststore.type",
                        "PKCS12", "ssl.truststore.password", PASSWORD));
    }
}
