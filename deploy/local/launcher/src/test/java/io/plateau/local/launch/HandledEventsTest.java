package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.command.RunException;

class HandledEventsTest {
    private static final Topic TOPIC = Topic.EXPERIMENT_EVENTS;

    @TempDir
    Path directory;

    @Test
    void itReturnsWhenTheLastConsumerHasAcknowledgedTheLastRecord() throws Exception {
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"));
                Admin admin = BrokerAccess.of(broker.bootstrapServers()).admin(Duration.ofSeconds(30))) {
            // Nothing was published
            HandledEvents.await(broker.bootstrapServers(), TOPIC, Duration.ofSeconds(30));

            TopicPartition partition = new TopicPartition(TOPIC.topicName(), 0);
            try (KafkaProducer<byte[], byte[]> producer = BrokerAccess.of(broker.bootstrapServers()).producer(
                    Map.of(), new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(TOPIC.topicName(), partition.partition(), null, new byte[1])).get();
            }
            List<String> groups = Routes.consumers(TOPIC).stream().sorted().toList();
            for (String group : groups.subList(1, groups.size())) {
                acknowledge(admin, group, partition);
            }
            assertEquals("the records of " + TOPIC.topicName() + " were not handled within 1 s by " + groups.get(0),
                    assertThrows(RunException.class, () -> HandledEvents.await(broker.bootstrapServers(), TOPIC,
                            Duration.ofSeconds(1))).getMessage());

            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> HandledEvents.await(broker.bootstrapServers(), TOPIC, Duration.ofMinutes(1)));
            assertThrows(TimeoutException.class, () -> waiting.get(1, TimeUnit.SECONDS));
            acknowledge(admin, groups.get(0), partition);
            waiting.get(30, TimeUnit.SECONDS);
            assertFalse(waiting.isCompletedExceptionally());
        }
    }

    private static void acknowledge(Admin admin, String group, TopicPartition partition) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(1))).all().get();
    }
}
