package io.plateau.contracts.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

import io.plateau.contracts.Topic;

/** The topics that a broker has, beside those of {@link Topic}. */
public final class BrokerTopics implements AutoCloseable {
    private final BrokerAccess access;
    private final Duration timeout;
    private Admin admin;
    /** Nobody takes topics away from a running system: to ask once is enough. */
    private volatile boolean required;

    /** @param timeout of every question to the broker */
    public BrokerTopics(BrokerAccess access, Duration timeout) {
        this.access = access;
        this.timeout = timeout;
    }

    /**
     * A sentence for each topic that is absent or other than it must be; empty where all is well.
     *
     * @throws BrokerFault where the broker does not tell
     */
    public List<String> mismatches() {
        Map<Topic, Found> found = found();
        return Arrays.stream(Topic.values()).flatMap(topic -> mismatches(topic, found.get(topic)).stream()).toList();
    }

    /**
     * The topics that do not exist, or that this user may not see. Asking creates none.
     *
     * @throws BrokerFault where the broker does not tell
     */
    public List<String> missing() {
        Set<String> present = get(admin().listTopics().names());
        return Arrays.stream(Topic.values()).map(Topic::topicName).filter(name -> !present.contains(name)).toList();
    }

    /**
     * Returns where all exist. Before anything is published: to a topic that is missing, the broker would create it with
     * settings of its own.
     *
     * @throws BrokerFault where one is missing, or the broker does not tell
     */
    public void require() {
        if (!required) {
            List<String> missing = missing();
            if (!missing.isEmpty()) {
                throw BrokerFault.ofMissing(missing, access);
            }
            required = true;
        }
    }

    /** The broker's description of each topic; missing topics are absent. */
    Map<Topic, Found> found() {
        List<String> missing = missing();
        List<Topic> present = Arrays.stream(Topic.values()).filter(topic -> !missing.contains(topic.topicName()))
                .toList();
        Map<String, TopicDescription> descriptions = get(
                admin().describeTopics(present.stream().map(Topic::topicName).toList()).allTopicNames());
        Map<ConfigResource, Config> settings = get(
                admin().describeConfigs(present.stream().map(BrokerTopics::resource).toList()).all());
        Map<Topic, Found> found = new HashMap<>();
        for (Topic topic : present) {
            found.put(topic, new Found(descriptions.get(topic.topicName()).partitions().size(), Integer.parseInt(
                    settings.get(resource(topic)).get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())));
        }
        return found;
    }

    static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private static List<String> mismatches(Topic topic, Found found) {
        if (found == null) {
            return List.of("topic " + topic.topicName() + " is missing, or this user may not see it");
        }
        List<String> sentences = new ArrayList<>();
        if (found.partitions() != topic.partitions()) {
            sentences
                    .add("topic " + topic.topicName() + " has " + found.partitions() + " partitions where it must have "
                            + topic.partitions());
        }
        // A larger record would be taken in that no dead letter has room for.
        if (found.maxRecordBytes() != topic.maxRecordBytes()) {
            sentences.add("topic " + topic.topicName() + " has max.message.bytes=" + found.maxRecordBytes()
                    + " where it must have " + topic.maxRecordBytes());
        }
        return sentences;
    }

    /** Created on first use: invalid settings are reported like any other broker failure. */
    synchronized Admin admin() {
        if (admin == null) {
            try {
                admin = access.admin(timeout);
            } catch (KafkaException | IllegalArgumentException e) {
                throw BrokerFault.of(access, e);
            }
        }
        return admin;
    }

    <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFault.of(access, e);
        } catch (ExecutionException | TimeoutException e) {
            throw BrokerFault.of(access, e);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(timeout);
        }
    }

    /** One topic of the broker's. */
    record Found(int partitions, int maxRecordBytes) {
    }
}
