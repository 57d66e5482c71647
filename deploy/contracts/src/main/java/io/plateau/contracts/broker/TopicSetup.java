package io.plateau.contracts.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

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
    private final Map<String, Integer> partitions;

    /** @param replicas of new topics; empty: the broker's default */
    public TopicSetup(BrokerTopics topics, Optional<Short> replicas) {
        this(topics, replicas, Map.of());
    }

    /**
     * @param partitions by topic, where there are to be more than declared
     * @throws IllegalArgumentException where that is no topic, or fewer, or the topic's records have an order
     */
    public TopicSetup(BrokerTopics topics, Optional<Short> replicas, Map<String, Integer> partitions) {
        this.topics = topics;
        this.replicas = replicas;
        this.partitions = Map.copyOf(partitions);
        partitions.forEach((name, count) -> {
            Topic topic = topics.declared().get(name);
            if (topic == null) {
                throw new IllegalArgumentException("there is no topic '" + name + "'; topics are "
                        + String.join(", ", topics.declared().keySet()));
            }
            if (topic.partitions() == 1 || count < topic.partitions()) {
                throw new IllegalArgumentException(
                        "topic " + name + " cannot have " + count + " partitions; it must have "
                                + (topic.partitions() == 1 ? "1" : "at least " + topic.partitions()));
            }
        });
    }

    /**
     * Creates absent topics, adds partitions where there are too few, sets record limits, and retention where it is not
     * set it for the topic: how long to keep is an operator's choice. Done again it does nothing.
     * Partitions cannot be removed: {@link BrokerTopics#mismatches} lists what remains to be corrected.
     *
     * @return a sentence for each change
     * @throws BrokerFault where the broker refuses
     */
    public List<String> apply() {
        List<String> done = new ArrayList<>();
        Map<String, BrokerTopics.Found> found = topics.found();
        create(topics.declared().keySet().stream().filter(name -> !found.containsKey(name)).toList(), done);
        found.forEach((name, present) -> mend(name, present, done));
        return done;
    }

    private void mend(String name, BrokerTopics.Found present, List<String> done) {
        Topic topic = topics.declared().get(name);
        if (present.partitions() < partitions(name)) {
            topics.get(topics.admin().createPartitions(Map.of(name, NewPartitions.increaseTo(partitions(name)))).all());
            done.add("raised the partitions of topic " + name + " from " + present.partitions() + " to "
                    + partitions(name));
        }
        if (present.maxRecordBytes() != topic.maxRecordBytes()) {
            set(name, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, limit(topic)));
            done.add("set max.message.bytes of topic " + name + " from " + present.maxRecordBytes() + " to "
                    + topic.maxRecordBytes());
        }
        Map<String, String> retention = new TreeMap<>(topic.retentionSettings());
        retention.keySet().retainAll(present.unset());
        if (!retention.isEmpty()) {
            set(name, retention);
            done.add("set " + retention.entrySet().stream().map(setting -> setting.getKey() + "="
                    + setting.getValue()).collect(Collectors.joining(", ")) + " of topic " + name);
        }
    }

    private int partitions(String name) {
        return partitions.getOrDefault(name, topics.declared().get(name).partitions());
    }

    private void set(String name, Map<String, String> settings) {
        topics.get(topics.admin().incrementalAlterConfigs(Map.of(BrokerTopics.resource(name), settings.entrySet()
                .stream()
                .map(setting -> new AlterConfigOp(new ConfigEntry(setting.getKey(), setting.getValue()),
                        AlterConfigOp.OpType.SET))
                .toList())).all());
    }

    private void create(List<String> absent, List<String> done) {
        Map<String, KafkaFuture<Void>> created = topics.admin().createTopics(absent.stream()
                .map(name -> new NewTopic(name, Optional.of(partitions(name)), replicas)
                        .configs(settings(topics.declared().get(name))))
                .toList()).values();
        for (String name : absent) {
            try {
                topics.get(created.get(name));
                done.add("created topic " + name + " with " + partitions(name) + " partitions and max.message.bytes="
                        + topics.declared().get(name).maxRecordBytes());
            } catch (BrokerFault e) {
                // Another process may create them at the same time.
                if (!(e.getCause() instanceof ExecutionException
                        && e.getCause().getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, String> settings(Topic topic) {
        Map<String, String> settings = new TreeMap<>(topic.retentionSettings());
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, limit(topic));
        return settings;
    }

    private static String limit(Topic topic) {
        return Integer.toString(topic.maxRecordBytes());
    }
}
