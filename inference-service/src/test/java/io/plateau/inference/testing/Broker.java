package io.plateau.inference.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;
import io.plateau.local.testing.TestKeys;

/** The other services' side of the broker. */
public final class Broker {
    /** Seconds on an idle machine; more where several modules are tested at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final String servers;

    public Broker(String servers) {
        this.servers = servers;
    }

    public void publish(Topic topic, String service, SpecificRecordBase event, String experimentId, String suffix) {
        publish(topic, event, experimentId, suffix, CloudEvent.of(event, service, experimentId, suffix)
                .toSignedHeaders(Events.encode(event), TestKeys.KEYS));
    }

    /** As anybody can who reaches the broker. */
    public void publishUnsigned(Topic topic, String service, SpecificRecordBase event, String experimentId,
            String suffix) {
        publish(topic, event, experimentId, suffix, CloudEvent.of(event, service, experimentId, suffix).toHeaders());
    }

    /** As a client writes that knows neither Avro nor headers. */
    public void publishText(Topic topic, String text) {
        send(new ProducerRecord<>(topic.topicName(), text.getBytes(StandardCharsets.UTF_8)));
    }

    private void publish(Topic topic, SpecificRecordBase event, String experimentId, String suffix, Headers headers) {
        send(new ProducerRecord<>(topic.topicName(), null, experimentId + "/" + suffix, Events.encode(event), headers));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the broker did not take the event", e);
        }
    }

    /** Events of one type and experiment that are there now, repeated ones too. */
    public <E extends SpecificRecordBase> List<E> all(Topic topic, Class<E> type, String experimentId) {
        List<E> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "enable.auto.commit", false),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (isOf(record, experimentId, type)) {
                        found.add(Events.decode(record.value(), type));
                    }
                }
            }
        }
        return found;
    }

    /** Of dead letters some may have no attributes at all. */
    private static boolean isOf(ConsumerRecord<String, byte[]> record, String experimentId,
            Class<? extends SpecificRecordBase> type) {
        return experimentId.equals(CloudEvent.value(record.headers(), "ce_subject"))
                && CloudEvent.typeOf(type).equals(CloudEvent.value(record.headers(), "ce_type"));
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions()).mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList();
    }

    /** Events of one type and experiment by their CloudEvent id, once there are at least so many. */
    public <E extends SpecificRecordBase> Map<String, E> await(Topic topic, Class<E> type, String experimentId,
            int count) {
        Map<String, E> found = new TreeMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (isOf(record, experimentId, type)) {
                        found.put(CloudEvent.fromHeaders(record.headers()).id(), Events.decode(record.value(), type));
                    }
                }
            }
        }
        if (found.size() < count) {
            throw new AssertionError(
                    found.size() + " of " + count + " " + type.getSimpleName() + " on " + topic.topicName()
                            + " within " + PATIENCE.toSeconds() + " s");
        }
        return found;
    }
}
