package io.plateau.inference.watchdog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerTopics;
import io.plateau.runtime.broker.Broker;

/**
 * How far work is queued and handled, as the broker has it: a block that is in hand anywhere, however long it takes, is
 * not committed, and so not handled.
 */
@ApplicationScoped
class QueuedWork {
    private static final int TIMEOUT_SECONDS = 10;

    private static final Set<Topic> NO_WORK = EnumSet.of(Topic.DEAD_LETTERS, Topic.EXPERIMENT_EVENTS);

    private final BrokerTopics topics;
    private final Admin admin;

    QueuedWork(Broker broker) {
        topics = broker.topics();
        admin = broker.access().admin(Duration.ofSeconds(TIMEOUT_SECONDS));
    }

    /** As many as the broker has: they may be raised while this service runs. */
    private List<TopicPartition> partitions() {
        return topics.partitions().entrySet().stream().filter(topic -> !NO_WORK.contains(declared(topic.getKey())))
                .flatMap(topic -> IntStream.range(0, topic.getValue())
                        .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
                .toList();
    }

    private Topic declared(String topic) {
        return topics.declared().get(topic);
    }

    /** The end of every partition of work. */
    Map<String, Long> ends() {
        return offsets(partitions(), OffsetSpec.latest());
    }

    /** Offset up to which every consumer group has handled a partition; records that the broker has deleted count as handled. */
    Map<String, Long> handled() {
        Map<String, Long> handled = new HashMap<>();
        List<TopicPartition> partitions = partitions();
        Map<String, List<TopicPartition>> byGroup = new HashMap<>();
        partitions.forEach(partition -> Routes.consumers(declared(partition.topic()))
                .forEach(group -> byGroup.computeIfAbsent(group, g -> new ArrayList<>()).add(partition)));
        Map<String, Long> begins = offsets(partitions, OffsetSpec.earliest());
        byGroup.forEach((group, consumed) -> {
            Map<TopicPartition, OffsetAndMetadata> committed = get(admin
                    .listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(consumed)))
                    .partitionsToOffsetAndMetadata(group));
            for (TopicPartition partition : consumed) {
                OffsetAndMetadata offset = committed.get(partition);
                long to = Math.max(begins.get(key(partition)), offset == null ? 0 : offset.offset());
                handled.merge(key(partition), to, Math::min);
            }
        });
        return handled;
    }

    private Map<String, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        return get(admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
                .all()).entrySet().stream()
                .collect(Collectors.toMap(entry -> key(entry.getKey()), entry -> entry.getValue().offset()));
    }

    private static String key(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked for its offsets", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not tell its offsets: " + e.getMessage(), e);
        }
    }

    @PreDestroy
    void close() {
        admin.close();
    }
}
