package io.plateau.runtime.health;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.broker.BrokerFault;
import io.plateau.local.broker.ClientListener;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.testing.Authority;
import io.plateau.local.testing.Listeners;
import io.plateau.runtime.broker.Broker;

/** Against brokers of this process. */
class TopicsCheckTest {
    @TempDir
    Path directory;

    @Test
    void withoutABrokerAServiceIsNotReady() throws IOException {
        int nobody;
        try (ServerSocket taken = new ServerSocket(0)) {
            nobody = taken.getLocalPort();
        }
        assertDown(Map.of("bootstrap.servers", "127.0.0.1:" + nobody),
                "the broker does not answer: nothing came from 127.0.0.1:"
                        + nobody + " (security.protocol=PLAINTEXT) in time");
    }

    @Test
    void aBrokerThatDemandsALoginIsAskedWithIt() throws IOException {
        ClientListener sasl = Listeners.sasl("plateau", "right");
        try (LocalBroker broker = LocalBroker.start(directory, sasl)) {
            assertUp(settings(broker, sasl.clients()));
            // And a wrong login is reported
            assertDown(settings(broker, Listeners.sasl("plateau", "wrong").clients()),
                    "refuses the login: Authentication failed: Invalid username or password");
            assertDown(settings(broker, Listeners.sasl("somebody", "right").clients()),
                    "refuses the login: Authentication failed: Invalid username or password");
            assertDown(settings(broker, Map.of()), "(security.protocol=PLAINTEXT) in time");
            assertDown(settings(broker, Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN",
                    "sasl.jaas.config", "no such thing")), "the broker does not answer");
        }
    }

    @Test
    void aBrokerThatDemandsTlsIsAskedWithItsCertificate() throws Exception {
        ClientListener tls = Listeners.tls(directory.resolve("keys.p12"));
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), tls)) {
            assertUp(settings(broker, tls.clients()));
            // Without the certificate the broker is not trusted
            assertDown(settings(broker, Map.of("security.protocol", "SSL")),
                    "cannot be used over TLS: its certificate is signed by no authority that is trusted here");
            assertDown(settings(broker, Map.of("security.protocol", "SSL", "ssl.truststore.location",
                    directory.resolve("absent.p12").toString(), "ssl.truststore.password", "unused",
                    "ssl.truststore.type", "PKCS12")), "absent.p12");
        }
    }

    @Test
    void certificatesOfOtherHostsAndExpiredOnesAreToldApart() throws Exception {
        Authority authority = Authority.in(directory);
        Map<String, String> trusting = Map.of("security.protocol", "SSL", "ssl.truststore.type", "PEM",
                "ssl.truststore.location", authority.certificate().toString());
        assertCertificate(authority.issue("expired", "ip:127.0.0.1", true), trusting, "its certificate has expired");
        assertCertificate(authority.issue("elsewhere", "dns:kafka.example.org", false), trusting,
                "its certificate is for other hosts");
    }

    /** No broker would start with such a certificate: a socket shows it. */
    private static void assertCertificate(Authority.Issued issued, Map<String, String> settings, String reason)
            throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore only = KeyStore.getInstance("PKCS12");
        only.load(null, null);
        only.setKeyEntry(issued.alias(), issued.store().getKey(issued.alias(), Authority.PASSWORD.toCharArray()),
                Authority.PASSWORD.toCharArray(), issued.store().getCertificateChain(issued.alias()));
        keys.init(only, Authority.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        try (ServerSocket server = context.getServerSocketFactory().createServerSocket(0)) {
            Thread shower = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        socket.getInputStream().read();
                    } catch (IOException e) {
                        // The client has ended the handshake.
                    }
                }
            });
            shower.setDaemon(true);
            shower.start();
            Map<String, Object> all = new HashMap<>(settings);
            all.put("bootstrap.servers", "127.0.0.1:" + server.getLocalPort());
            assertDown(all, "cannot be used over TLS: " + reason);
        }
    }

    @Test
    void everyTopicThatIsOtherThanDeclaredIsNamed() throws Exception {
        try (LocalBroker broker = LocalBroker.start(directory, ClientListener.PLAINTEXT);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertUp(settings(broker, Map.of()));
            admin.deleteTopics(List.of("analyses")).all().get();
            // More partitions share the work; of one partition the records have an order
            admin.createPartitions(Map.of("plateaus", NewPartitions.increaseTo(3), "inference-work",
                    NewPartitions.increaseTo(48))).all().get();
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "attention"), List.of(
                    new AlterConfigOp(new ConfigEntry("max.message.bytes", "1000"), AlterConfigOp.OpType.SET)))).all()
                    .get();
            awaitDown(settings(broker, Map.of()), "topic analyses is missing, or this user may not see it; ");
            awaitDown(settings(broker, Map.of()), "topic plateaus has 3 partitions where it must have 1; ");
            awaitDown(settings(broker, Map.of()),
                    "topic attention has max.message.bytes=1000 where it must have 8388608; ");
            String all = look(settings(broker, Map.of())).getData().orElseThrow().get("reason").toString();
            assertTrue(!all.contains("inference-work"), all);
            // And a pool has a topic of its own
            try (Broker pools = new Broker(settings(broker, Map.of()), Optional.of(List.of("large", "default")))) {
                HealthCheckResponse response = new TopicsCheck(pools).call();
                assertTrue(response.getData().orElseThrow().get("reason").toString()
                        .contains("topic inference-work-large is missing"), response.toString());
                assertTrue(assertThrows(BrokerFault.class, () -> pools.topics().require()).getMessage()
                        .contains("inference-work-large"));
            }
        }
    }

    @Test
    void aBrokerThatCreatesWhateverIsAskedForIsNotAskedForWhatIsMissing() throws Exception {
        ClientListener eager = new ClientListener("PLAINTEXT", Map.of("auto.create.topics.enable", "true"), Map.of());
        try (LocalBroker local = LocalBroker.start(directory, eager);
                Broker broker = new Broker(settings(local, Map.of()));
                Admin admin = Admin.create(settings(local, Map.of()))) {
            admin.deleteTopics(List.of("analyses", "dead-letters")).all().get();
            // When a service looks, wants to publish and consumes
            awaitDown(settings(local, Map.of()), "topic analyses is missing");
            awaitDown(settings(local, Map.of()), "topic dead-letters is missing");
            String reason = assertThrows(BrokerFault.class, () -> broker.topics().require()).getMessage();
            assertTrue(reason.contains("lacks the topics analyses, dead-letters, or"), reason);
            try (var consumer = broker.access().consumer(Map.of("group.id", "g"), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.subscribe(List.of("analyses"));
                consumer.poll(Duration.ofSeconds(2));
            }
            // Then there still is none
            Set<String> present = admin.listTopics().names().get();
            assertTrue(!present.contains("analyses") && !present.contains("dead-letters"), present.toString());
            // Though this broker would have made one
            try (var consumer = new KafkaConsumer<>(settings(local, Map.of("group.id", "h")),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of("analyses"));
                for (int i = 0; i < 50 && !admin.listTopics().names().get().contains("analyses"); i++) {
                    consumer.poll(Duration.ofMillis(200));
                }
            }
            assertTrue(admin.listTopics().names().get().contains("analyses"));
        }
    }

    private static Map<String, Object> settings(LocalBroker broker, Map<String, String> clients) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }

    private static void assertUp(Map<String, Object> settings) {
        HealthCheckResponse response = look(settings);
        assertEquals(Status.UP, response.getStatus(), () -> response.getData().orElseThrow().toString());
    }

    /** A broker sees its controller's changes with a delay. */
    private static void awaitDown(Map<String, Object> settings, String part) {
        await(part).atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertDown(settings, part));
    }

    private static void assertDown(Map<String, Object> settings, String part) {
        HealthCheckResponse response = look(settings);
        assertEquals(Status.DOWN, response.getStatus());
        String reason = response.getData().orElseThrow().get("reason").toString();
        assertTrue(reason.contains(part), reason);
        assertTrue(!reason.contains("null") && !reason.contains("Exception") && !reason.contains("right\""), reason);
    }

    private static HealthCheckResponse look(Map<String, Object> settings) {
        try (Broker broker = new Broker(settings)) {
            return new TopicsCheck(broker).call();
        }
    }
}
