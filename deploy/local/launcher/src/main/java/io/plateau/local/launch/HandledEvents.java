package io.plateau.local.launch;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.local.broker.GroupLag;
import io.plateau.local.command.Pause;
import io.plateau.local.command.RunException;

/** Whether the services have handled what was published: some results follow the end of an experiment, as the changes between checkpoints do. */
final class HandledEvents {
    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);

    private HandledEvents() {
    }

    /**
     * Returns once every consumer of a topic has acknowledged all of it.
     *
     * @throws RunException when that takes longer than {@code patience}
     */
    static void await(String bootstrapServers, Topic topic, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try (Admin admin = BrokerAccess.of(bootstrapServers).admin(REQUEST)) {
            int partitions = admin.describeTopics(Set.of(topic.topicName())).allTopicNames().get()
                    .get(topic.topicName()).partitions().size();
            Set<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                    .collect(Collectors.toSet());
            Set<String> late = late(admin, topic, all);
            while (!late.isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new RunException("the records of " + topic.topicName() + " were not handled within "
                            + patience.toSeconds() + " s by " + String.join(", ", late));
                }
                Pause.of(LOOK);
                late = late(admin, topic, all);
            }
        } catch (ExecutionException e) {
            throw new RunException("the consumers' offsets could not be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
    }

    private static Set<String> late(Admin admin, Topic topic, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Set<String> late = new TreeSet<>();
        for (String group : Routes.consumers(topic)) {
            Map<TopicPartition, Long> lags = GroupLag.of(admin, group, partitions);
            if (partitions.stream().anyMatch(lags::containsKey)) {
                late.add(group);
            }
        }
        return late;
    }
}
