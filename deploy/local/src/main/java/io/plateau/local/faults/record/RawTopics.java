package io.plateau.local.faults.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.plateau.contracts.Topic;

/** The topics of a broker, as bytes. */
public final class RawTopics {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;

    public RawTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** All records that a topic holds now, partition by partition, each in its order. */
    public List<RawRecord> read(Topic topic) {
        return read(topic, record -> true);
    }

    /** Those of a topic's records that are wanted: the others are not kept in memory. */
    public List<RawRecord> read(Topic topic, Predicate<RawRecord> wanted) {
        List<RawRecord> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false,
                        "max.partition.fetch.bytes", topic.maxRecordBytes()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                    .mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < ends.get(partition)) {
                    consumer.poll(POLL).forEach(record -> {
                        RawRecord raw = RawRecord.of(record);
                        if (wanted.test(raw)) {
                            records.add(raw);
                        }
                    });
                }
            }
        }
        return records;
    }

    /** All records of the contract's topics that name an experiment, dead letters left out. */
    public List<RawRecord> ofExperiment(String experimentId) {
        return Arrays.stream(Topic.values()).filter(topic -> topic != Topic.DEAD_LETTERS)
                .flatMap(topic -> read(topic, r -> experimentId.equals(r.experimentId())).stream()).toList();
    }

    /**
     * Sends records one after the other and waits until the broker has them.
     *
     * @throws KafkaException the broker's reason when it takes one of them not
     */
    public void send(List<RawRecord> records) {
        // Nothing is too large for this producer: whether it is for the topic, the broker says.
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.request.size", 2 * Topic.RECORD_BYTES,
                        "enable.idempotence", true),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream().map(record -> producer.send(record.toProducerRecord())).toList();
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException reason ? reason : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending", e);
        }
    }
}
