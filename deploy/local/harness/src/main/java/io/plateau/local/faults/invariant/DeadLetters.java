package io.plateau.local.faults.invariant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.local.faults.record.RawTopics;

/** The topic of messages that no service could handle, read whole. */
public final class DeadLetters {
    private static final Duration POLL = Duration.ofMillis(500);

    private DeadLetters() {
    }

    /**
     * One of them.
     *
     * @param topic where it was read, with partition and offset
     * @param reason why it could not be handled
     * @param experiment null when the message does not say
     * @param payload of the message
     */
    public record Letter(String topic, String partition, String offset, String reason, String experiment,
            byte[] payload) {

        boolean isTraceable() {
            return topic != null && partition != null && offset != null && reason != null && !reason.isBlank();
        }

        public boolean isOf(RawTopics.Place place) {
            return isTraceable() && place.topic().equals(topic)
                    && Integer.toString(place.partition()).equals(partition)
                    && Long.toString(place.offset()).equals(offset);
        }

        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset + " (" + reason + ")";
        }
    }

    public static List<Letter> all(String bootstrapServers) {
        List<Letter> letters = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = BrokerAccess.of(bootstrapServers).consumer(
                Map.of("enable.auto.commit", "false"), new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topic.DEAD_LETTERS.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    letters.add(new Letter(header(record, "dead-letter-topic"), header(record, "dead-letter-partition"),
                            header(record, "dead-letter-offset"), header(record, "dead-letter-reason"),
                            header(record, "ce_subject"), record.value()));
                }
            }
        }
        return letters;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
