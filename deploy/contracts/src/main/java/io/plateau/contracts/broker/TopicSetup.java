package io.plateau.contracts.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import io.plateau.contracts.Topic;

/** Creates the topics of {@link Topic}, and mends those that are there. */
public final class TopicSetup {
    private final BrokerTopics topics;
    private final Optional<Short> replicas;

    /** @param replicas of new topics; empty: the broker's default */
    public TopicSetup(BrokerTopics topics, Optional<Short> replicas) {
        this.topics = topics;
        this.replicas = replicas;
    }

    /**
     * Creates absent topics, adds partitions where there are too few, and sets record limits. Done again it does nothing.
     * Partitions cannot be removed: {@link BrokerTopics#mismatches} lists what remains to be corrected.
     *
     * @return a sentence for each change
     * @throws BrokerFault where the broker refuses
     */
    public List<String> apply() {
        List<String> done = new ArrayList<>();
        Map<Topic, BrokerTopics.Found> found = topics.found();
        create(Arrays.stream(Topic.values()).filter(topic -> !found.containsKey(topic)).toList(), done);
        found.forEach((topic, present) -> {
            if (present.partitions() < topic.partitions()) {
                topics.get(topics.admin().createPartitions(
                        Map.of(topic.topicName(), NewPartitions.increaseTo(topic.partitions()))).all());
                done.add(
                        "raised the partitions of topic " + topic.topicName() + " from " + present.partitions() + " to "
                                + topic.partitions());
            }
            if (present.maxRecordBytes() != topic.maxRecordBytes()) {
                topics.get(topics.admin().incrementalAlterConfigs(Map.of(BrokerTopics.resource(topic), List.of(
                        new AlterConfigOp(new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, limit(topic)),
                                AlterConfigOp.OpType.SET))))
                        .all());
                done.add("set max.message.bytes of topic " + topic.topicName() + " from " + present.maxRecordBytes()
                        + " to " + topic.maxRecordBytes());
            }
        });
        return done;
    }

    private void create(List<Topic> absent, List<String> done) {
        Map<String, KafkaFuture<Void>> created = topics.admin().createTopics(absent.stream()
                .map(topic -> new NewTopic(topic.topicName(), Optional.of(topic.partitions()), replicas)
                        .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, limit(topic))))
                .toList()).values();
        for (Topic topic : absent) {
            try {
                topics.get(created.get(topic.topicName()));
                done.add("created topic " + topic.topicName() + " with " + topic.partitions()
                        + " partitions and max.message.bytes="
                        + topic.maxRecordBytes());
            } catch (BrokerFault e) {
                // Somebody else may create them at the same time.
                if (!(e.getCause() instanceof ExecutionException
                        && e.getCause().getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static String limit(Topic topic) {
        return Integer.toString(topic.maxRecordBytes());
    }
}
