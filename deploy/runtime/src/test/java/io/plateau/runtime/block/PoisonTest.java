package io.plateau.runtime.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.local.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Poison on a real topic: dead-lettered with its reason, reported, and the service goes on. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class PoisonTest {
    @Inject
    RecordingHandler handler;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @TestHTTPResource(management = true)
    String management;

    @Test
    void poisonIsDeadLetteredAndReportedAndTheNextBlockIsHandled() {
        // Given a large damaged message and a good one behind it on the same partition
        handler.reset();
        String experiment = UUID.randomUUID().toString();
        GraphWork good = new GraphWork(experiment, 77, 78, Sign.INHIBITORY, 0, 1);
        CloudEvent attributes = CloudEvent.of(good, "graph", experiment, "77");
        byte[] damaged = new byte[900_000];
        byte[] sound = Events.encode(good);

        // When they are published
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("graph-work", 3, "k", damaged,
                    attributes.toSignedHeaders(damaged, TestKeys.KEYS)));
            producer.send(new ProducerRecord<>("graph-work", 3, "k", sound,
                    attributes.toSignedHeaders(sound, TestKeys.KEYS)));
        }

        // Then the poison lies in the dead-letter topic with its reason, whole
        ConsumerRecord<String, byte[]> letter = await(Topic.DEAD_LETTERS,
                r -> experiment.equals(CloudEvent.value(r.headers(), "ce_subject")));
        assertEquals(900_000, letter.value().length);
        String reason = CloudEvent.value(letter.headers(), "dead-letter-reason");
        assertTrue(reason.contains("must be an event of the kind graph-work"), reason);
        // and the experiment is told, with the same reason and the source
        ConsumerRecord<String, byte[]> report = await(Topic.ANALYSES,
                r -> experiment.equals(CloudEvent.value(r.headers(), "ce_subject"))
                        && CloudEvent.typeOf(WorkFailed.class).equals(CloudEvent.value(r.headers(), "ce_type")));
        WorkFailed failed = Events.decode(report.value(), WorkFailed.class);
        assertEquals(reason, failed.getReason());
        assertTrue(failed.getSource().startsWith("graph-work/3/"), failed.getSource());
        // and the block behind it is done
        await(Topic.ANALYSES, r -> (experiment + "/communities/77").equals(r.key()));
        assertTrue(handler.stored.contains(77));
    }

    @Test
    void healthAndMetricsTellTheState() {
        RestAssured.get(management + "health/ready").then().statusCode(200);
        List<String> checks = RestAssured.get(management + "health/ready").jsonPath().getList("checks.name");
        assertTrue(checks.containsAll(List.of("topics", "schema")), checks.toString());
        RestAssured.get(management + "health/live").then().statusCode(200);
        String metrics = RestAssured.get(management + "metrics").asString();
        assertTrue(metrics.contains("kafka_consumer_fetch_manager_records_lag"), "no lag among the metrics");
    }

    private ConsumerRecord<String, byte[]> await(Topic topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", servers,
                "auto.offset.reset", "earliest", "enable.auto.commit", false), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int p = 0; p < topic.partitions(); p++) {
                partitions.add(new TopicPartition(topic.topicName(), p));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (wanted.test(record)) {
                        return record;
                    }
                }
            }
        }
        throw new AssertionError("no such message on " + topic.topicName() + " within 30 s");
    }
}
