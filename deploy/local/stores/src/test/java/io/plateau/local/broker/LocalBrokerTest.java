package io.plateau.local.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.Topic;

class LocalBrokerTest {
    @TempDir
    Path directory;

    @Test
    void hasTheDeclaredTopicsWithTheirLimitsAndKeepsItsLogOverARestart() throws Exception {
        // Given a broker on an empty directory
        byte[] largest = new byte[Topic.RECORD_BYTES - 1024];
        Arrays.fill(largest, (byte) 7);
        try (LocalBroker broker = LocalBroker.start(directory.resolve("eüx 'a':100%25"))) {
            // Then every topic is as the contract declares it
            assertTopics(broker);
            // And a record just below the limit of its topic is taken, one above the limit is refused
            send(broker, Topic.ACTIVATIONS, largest);
            ExecutionException refused = assertThrows(ExecutionException.class,
                    () -> send(broker, Topic.PLATEAUS, new byte[Topic.PLATEAUS.maxRecordBytes() + 1]));
            assertInstanceOf(RecordTooLargeException.class, refused.getCause());
        }
        // When another starts on the same directory
        try (LocalBroker broker = LocalBroker.start(directory.resolve("eüx 'a':100%25"))) {
            // Then topics and records are still there
            assertTopics(broker);
            assertEquals(List.of(largest.length), sizes(broker, Topic.ACTIVATIONS));
        }
    }

    private static void assertTopics(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
            Map<String, Integer> partitions = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .collect(Collectors.toMap(TopicDescription::name, topic -> topic.partitions().size()));
            Map<ConfigResource, Config> settings = admin.describeConfigs(
                    names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList()).all()
                    .get();
            for (Topic topic : Topic.values()) {
                Config config = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()));
                assertEquals(topic.partitions(), partitions.get(topic.topicName()), topic.topicName());
                assertEquals(Integer.toString(topic.maxRecordBytes()), config.get("max.message.bytes").value(),
                        topic.topicName());
            }
        }
    }

    private static void send(LocalBroker broker, Topic topic, byte[] value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size",
                32 << 20);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), 0, null, value)).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<Integer> sizes(LocalBroker broker, Topic topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic.topicName(), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            return consumer.poll(Duration.ofSeconds(20)).records(partition.get(0)).stream().map(ConsumerRecord::value)
                    .map(value -> value.length).toList();
        }
    }
}
