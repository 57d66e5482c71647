package io.plateau.routing.messaging;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.local.broker.ClientListener;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.testing.Listeners;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** The whole service with a broker that demands a login: channels, publishing, dead letters and readiness all log in. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "routing"))
@QuarkusTestResource(value = SecureBrokerTest.DemandingBroker.class, restrictToAnnotatedClass = true)
class SecureBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ClientListener LISTENER = Listeners.sasl("plateau", "secret");

    @TestHTTPResource(management = true)
    URI management;

    private final String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);

    @Test
    void theServiceIsReadyAndTakesInAndPublishes() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest readiness = HttpRequest.newBuilder(URI.create(management + "health/ready")).build();
        await("the readiness").atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            HttpResponse<String> answer = client.send(readiness, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        });

        // When something arrives that is no event
        try (var producer = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.ATTENTION.topicName(), "key", new byte[]{1, 2, 3})).get();
        }
        // Then it comes back as a dead letter
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.DEAD_LETTERS.topicName()));
            ConsumerRecord<String, byte[]> found = null;
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (found == null && System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> letter : consumer.poll(Duration.ofMillis(200))) {
                    found = letter;
                }
            }
            assertTrue(found != null, "no dead letter within " + PATIENCE);
            assertEquals("key", found.key());
            assertEquals(3, found.value().length);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(LISTENER.clients());
        settings.put("bootstrap.servers", servers);
        settings.put("group.id", "test");
        settings.put("auto.offset.reset", "earliest");
        return settings;
    }

    /** In place of the broker that all tests share. */
    public static final class DemandingBroker implements QuarkusTestResourceLifecycleManager {
        private LocalBroker broker;
        private Path directory;

        @Override
        public int order() {
            // After the shared one, whose address it replaces
            return 1;
        }

        @Override
        public Map<String, String> start() {
            try {
                directory = Files.createTempDirectory("secure-broker");
                broker = LocalBroker.start(directory, LISTENER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Map<String, String> settings = new HashMap<>();
            LISTENER.clients().forEach((name, value) -> settings.put("kafka." + name, value));
            settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
            return settings;
        }

        @Override
        public void stop() {
            broker.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
