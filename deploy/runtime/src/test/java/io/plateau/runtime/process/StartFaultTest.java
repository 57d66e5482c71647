package io.plateau.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.EventKeys;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;

class StartFaultTest {
    private final Map<String, String> settings = new HashMap<>(
            Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5432/plateau?password=hidden",
                    "quarkus.datasource.username", "graph"));
    private final Map<String, String> shipped = new HashMap<>();

    @Test
    void aValueThatCannotBeReadIsShownBesideTheDefault() {
        settings.put("plateau.shutdown.patience", "soon");
        shipped.put("plateau.shutdown.patience", "5S");
        assertSentence(
                "PLATEAU_SHUTDOWN_PATIENCE (plateau.shutdown.patience) is 'soon', which cannot be read; the default is 5S",
                new ConfigurationException(
                        "Failed to load config value of type class java.time.Duration for: plateau.shutdown.patience"));
        assertSentence("QUARKUS_HTTP_PORT (quarkus.http.port) is 'x', which cannot be read",
                new IllegalArgumentException(
                        "SRCFG00039: The config property quarkus.http.port with the config value \"x\""
                                + " threw an Exception whilst being converted SRCFG00029: Expected an integer value, got \"x\""));
    }

    @Test
    void aSecretIsNotShown() {
        settings.put("plateau.events.keys", "k:5e");
        assertSentence("PLATEAU_EVENTS_KEYS (plateau.events.keys) is malformed",
                new ConfigurationException("Failed to load config value of type class X for: plateau.events.keys"));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertSentence("QUARKUS_DATASOURCE_PASSWORD (quarkus.datasource.password) is not set, and has no default",
                new NoSuchElementException("SRCFG00011: Could not expand value quarkus.datasource.password in property"
                        + " plateau.credentials.password"));
        assertSentence("PLATEAU_MODELS_ROOTS (plateau.models.roots) is empty",
                new NoSuchElementException(
                        "SRCFG00040: The config property plateau.models.roots is defined as the empty"
                                + " String (\"\") which the following Converter considered to be null: X"));
    }

    @Test
    void theDatabaseIsNamedWithoutItsParameters() {
        assertSentence("the database jdbc:postgresql://db:5432/plateau refuses the login of role graph: FATAL: password"
                + " authentication failed for user \"graph\"; QUARKUS_DATASOURCE_PASSWORD must be the password of that role",
                new SQLException("FATAL: password authentication failed for user \"graph\"", "28P01"));
        assertSentence(
                "role graph lacks a right in the database jdbc:postgresql://db:5432/plateau: ERROR: permission denied"
                        + " for schema graph; the scripts of deploy/results create roles, schemas and rights",
                new SQLException("ERROR: permission denied for schema graph\n  Position: 14", "42501"));
    }

    @Test
    void portsAndKafkaAreNamed() {
        assertSentence("port 8080 of 0.0.0.0 cannot be listened on: another process has it, or it needs rights;"
                + " QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT name others",
                new QuarkusBindException("0.0.0.0", 8080,
                        new java.net.BindException("in use")));
        KafkaException refused = assertThrows(KafkaException.class, () -> new KafkaConsumer<>(
                Map.of("bootstrap.servers", "nonsense"), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .close());
        assertSentence(
                "no client of Kafka can be made: Invalid url in bootstrap.servers: nonsense; correct the variables"
                        + " KAFKA_...",
                refused);
    }

    @Test
    void aSentenceOfThisProjectIsKeptAndAFaultOfTheProgramIsNone() {
        IllegalArgumentException own = assertThrows(IllegalArgumentException.class, () -> EventKeys.parse("no key"));
        assertSentence(own.getMessage(), own);
        assertEquals(Optional.empty(), sentence(new IllegalStateException("Quarkus already running")));
        assertEquals(Optional.empty(), sentence(new NullPointerException()));
    }

    @Test
    void theNameOfTheRoleIsNoPassword() {
        NoDefaultPassword.require("graph", "5e5e");
        assertThrows(IllegalArgumentException.class, () -> NoDefaultPassword.require("graph", "graph"));
    }

    private void assertSentence(String expected, Throwable cause) {
        assertEquals(Optional.of(expected), sentence(new RuntimeException("Failed to start quarkus", cause)));
    }

    private Optional<String> sentence(Throwable failure) {
        return StartFault.sentence(failure, settings::get, shipped::get);
    }
}
