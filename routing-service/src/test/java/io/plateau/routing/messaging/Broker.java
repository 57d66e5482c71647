package io.plateau.routing.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

/** The other end of the topics: publishes as inference does and reads what the service answers. */
final class Broker {
    /** Generous: other builds may share the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String servers;

    Broker(String servers) {
        this.servers = servers;
    }

    /** An event with its topic and what makes it unique in its experiment. */
    record Outgoing(Topic topic, SpecificRecordBase event, String suffix) {
    }

    void publish(String experimentId, List<Outgoing> events) {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers, "max.request.size",
                Topic.RECORD_BYTES), new StringSerializer(), new ByteArraySerializer())) {
            for (Outgoing out : events) {
                producer.send(new ProducerRecord<>(out.topic().topicName(), null, experimentId + "/" + out.suffix(),
                        Events.encode(out.event()),
                        CloudEvent.of(out.event(), "inference", experimentId, out.suffix())
                                .toSignedHeaders(Events.encode(out.event()), TestKeys.KEYS)));
            }
        }
    }

    /** All messages of an experiment on a topic, read from its beginning until there are enough. */
    List<ConsumerRecord<String, byte[]>> await(Topic topic, String experimentId,
            Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "enable.auto.commit", false),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                    .mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                found.removeIf(r -> !experimentId.equals(CloudEvent.value(r.headers(), "ce_subject")));
                if (enough.test(found)) {
                    return found;
                }
            }
        }
        throw new AssertionError("not enough within " + PATIENCE + " on " + topic.topicName() + ": "
                + found.stream().map(ConsumerRecord::key).toList());
    }

    static List<ConsumerRecord<String, byte[]>> ofType(Class<? extends SpecificRecordBase> type,
            List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().filter(r -> CloudEvent.typeOf(type).equals(CloudEvent.value(r.headers(), "ce_type")))
                .toList();
    }
}
