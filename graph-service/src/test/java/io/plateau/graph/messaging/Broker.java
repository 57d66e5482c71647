package io.plateau.graph.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;
import io.plateau.local.testing.TestKeys;

/** Plays the other services: sends their events, hears this one's on the topic {@code analyses}. */
final class Broker implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();

    Broker(String servers) {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", servers, "max.request.size", Topic.RECORD_BYTES),
                new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", servers), new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> analyses = List.of(new TopicPartition(Topic.ANALYSES.topicName(), 0));
        consumer.assign(analyses);
        consumer.seekToBeginning(analyses);
    }

    void send(Topic topic, SpecificRecordBase event, String service, String experimentId, String suffix) {
        CloudEvent attributes = CloudEvent.of(event, service, experimentId, suffix);
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), null, experimentId + "/" + suffix,
                    Events.encode(event), attributes.toSignedHeaders(Events.encode(event), TestKeys.KEYS))).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until enough events of one type and experiment are heard, counting from the start of the topic. */
    <E extends SpecificRecordBase> List<E> await(Class<E> type, String experimentId, Predicate<List<E>> enough,
            Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            List<E> events = heard.stream().filter(r -> {
                CloudEvent attributes = CloudEvent.fromHeaders(r.headers());
                return attributes.subject().equals(experimentId) && attributes.type().equals(CloudEvent.typeOf(type));
            }).map(r -> Events.decode(r.value(), type)).toList();
            if (enough.test(events)) {
                return events;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("only heard " + events + " of experiment " + experimentId);
            }
            consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
