package io.plateau.runtime.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.local.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

/** A process that lives while its consumer or its work does not: it must not say that it is alive. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
@TestProfile(DeadConsumerTest.Impatient.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadConsumerTest {
    @Inject
    KafkaClientService clients;
    @Inject
    RecordingHandler handler;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @TestHTTPResource(management = true)
    String management;

    /** An application of its own, for what is killed here stays dead. */
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("plateau.health.silence", "3S", "plateau.health.longest-try", "3S");
        }
    }

    @Test
    @Order(1)
    void workThatIsStuckIsNotAlive() throws Exception {
        awaitLive(200);
        CountDownLatch hold = new CountDownLatch(1);
        handler.whileComputing = block -> await(hold);
        publish();

        awaitLive(503);
        assertTrue(live("consumers.data.work").contains("an attempt has been running for"),
                live("consumers.data.work"));

        hold.countDown();
        awaitLive(200);
    }

    @Test
    @Order(2)
    void aPollThreadThatIsDeadIsNotAlive() throws Exception {
        awaitLive(200);

        Object consumer = clients.getConsumer("graph-work");
        Field worker = consumer.getClass().getDeclaredField("kafkaWorker");
        worker.setAccessible(true);
        ((ExecutorService) worker.get(consumer)).shutdownNow();

        awaitLive(503);
        String reason = live("consumers.data.graph-work");
        assertTrue(reason.contains("not polled for") || reason.contains("closed"), reason);
    }

    @Test
    @Order(3)
    void aConsumerThatIsClosedIsNotAlive() {
        clients.getConsumer("graph-work").unwrap().close();

        assertEquals(503, live());
        assertEquals("its consumer is closed", live("consumers.data.graph-work"));
    }

    private void publish() throws Exception {
        String experiment = UUID.randomUUID().toString();
        GraphWork event = new GraphWork(experiment, 0, 1, Sign.INHIBITORY, 0, 1);
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("graph-work", null, "k", Events.encode(event),
                    CloudEvent.of(event, "graph", experiment, "0").toSignedHeaders(Events.encode(event),
                            TestKeys.KEYS)))
                    .get();
        }
    }

    private int live() {
        return RestAssured.get(management + "health/live").statusCode();
    }

    /** A value of a check, by the check's name and the path below it. */
    private String live(String path) {
        String[] parts = path.split("\\.", 2);
        String[] below = parts[1].split("\\.", 2);
        return RestAssured.get(management + "health/live").jsonPath()
                .getString("checks.find { it.name == '" + parts[0] + "' }." + below[0] + ".'" + below[1] + "'");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitLive(int status) {
        Awaitility.await("the liveness").atMost(Duration.ofMinutes(1)).pollInSameThread().untilAsserted(() -> {
            Response answer = RestAssured.get(management + "health/live");
            assertEquals(status, answer.statusCode(), answer.asString());
        });
    }
}
