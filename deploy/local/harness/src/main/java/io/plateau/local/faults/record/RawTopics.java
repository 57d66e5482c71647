package io.plateau.local.faults.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;

/** The topics of a broker, as bytes. */
public final class RawTopics {
    private static final Duration POLL = Duration.ofMillis(200);
    /** A partition that is read to its end is left at once: by default the broker would keep its last answer for 500 ms. */
    private static final int LONGEST_WAIT_MILLIS = 10;

    private final String bootstrapServers;

    /** Of a record in the log. */
    public record Place(String topic, int partition, long offset) {
    }

    public RawTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Where each partition ends now: what an experiment that is requested next writes comes after. */
    public Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topic.RECORD_BYTES)) {
            return consumer.endOffsets(Arrays.stream(Topic.values()).flatMap(topic -> partitions(topic).stream())
                    .toList());
        }
    }

    /** A topic's first records, partition by partition, as many as are together not larger than {@code bytes}. */
    public List<RawRecord> first(Topic topic, long bytes) {
        List<RawRecord> records = new ArrayList<>();
        AtomicLong room = new AtomicLong(bytes);
        walk(topic, Map.of(), record -> {
            boolean fits = room.addAndGet(-record.payload().length) >= 0;
            if (fits) {
                records.add(record);
            }
            return fits;
        });
        return records;
    }

    /**
     * Those of a topic's records that are wanted, partition by partition, each in its order.
     *
     * @param from where to begin; a partition that is not in it is read whole
     */
    public List<RawRecord> read(Topic topic, Map<TopicPartition, Long> from, Predicate<RawRecord> wanted) {
        List<RawRecord> records = new ArrayList<>();
        walk(topic, from, record -> {
            if (wanted.test(record)) {
                records.add(record);
            }
            return true;
        });
        return records;
    }

    /** All records of the contract's topics that name an experiment, dead letters left out. */
    public List<RawRecord> ofExperiment(String experimentId, Map<TopicPartition, Long> from) {
        return Arrays.stream(Topic.values()).filter(topic -> topic != Topic.DEAD_LETTERS)
                .flatMap(topic -> read(topic, from, r -> experimentId.equals(r.experimentId())).stream()).toList();
    }

    /** Until the ends that there are now, or a record that says that it is enough by {@code false}. */
    private void walk(Topic topic, Map<TopicPartition, Long> from, Predicate<RawRecord> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic.maxRecordBytes())) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(topic));
            for (TopicPartition partition : partitions(topic)) {
                consumer.assign(List.of(partition));
                if (from.containsKey(partition)) {
                    consumer.seek(partition, from.get(partition));
                } else {
                    consumer.seekToBeginning(List.of(partition));
                }
                while (consumer.position(partition) < ends.get(partition)) {
                    for (var record : consumer.poll(POLL)) {
                        if (!visitor.test(RawRecord.of(record))) {
                            return;
                        }
                    }
                }
            }
        }
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions()).mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer(int maxRecordBytes) {
        return BrokerAccess.of(bootstrapServers).consumer(Map.<String, Object>of("enable.auto.commit", false,
                "max.partition.fetch.bytes", maxRecordBytes, "fetch.max.wait.ms", LONGEST_WAIT_MILLIS),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Sends records one after the other and waits until the broker has them.
     *
     * @return where each of them stands
     * @throws KafkaException the broker's reason when it takes one of them not
     */
    public List<Place> send(List<RawRecord> records) {
        // Nothing is too large for this producer: the topic's own limit is the broker's to enforce.
        try (KafkaProducer<byte[], byte[]> producer = BrokerAccess.of(bootstrapServers).producer(
                Map.<String, Object>of("acks", "all", "max.request.size", 2 * Topic.RECORD_BYTES,
                        "enable.idempotence", true),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream().map(record -> producer.send(record.toProducerRecord())).toList();
            List<Place> places = new ArrayList<>();
            for (var acknowledgement : sent) {
                RecordMetadata record = acknowledgement.get();
                places.add(new Place(record.topic(), record.partition(), record.offset()));
            }
            return places;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException reason ? reason : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending", e);
        }
    }
}
