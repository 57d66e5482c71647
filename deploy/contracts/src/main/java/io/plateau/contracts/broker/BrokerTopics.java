package io.plateau.contracts.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
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
    /** Every topic that must be there, by its name. */
    private final Map<String, Topic> declared = new LinkedHashMap<>();
    private Admin admin;
    /** Topics of a running system are not removed: one look is enough. */
    private volatile boolean required;

    /** @param timeout of every question to the broker */
    public BrokerTopics(BrokerAccess access, Duration timeout) {
        this(access, timeout, List.of());
    }

    /** @param pools of workers, each with a topic of work of its own */
    public BrokerTopics(BrokerAccess access, Duration timeout, List<String> pools) {
        this.access = access;
        this.timeout = timeout;
        Arrays.stream(Topic.values()).forEach(topic -> declared.put(topic.topicName(), topic));
        pools.forEach(pool -> declared.put(Topic.INFERENCE_WORK.topicName(pool), Topic.INFERENCE_WORK));
    }

    /** Every topic that must be there, by its name. */
    public Map<String, Topic> declared() {
        return Collections.unmodifiableMap(declared);
    }

    /**
     * How many partitions each of the topics has.
     *
     * @throws BrokerFault where one is missing, or the broker does not tell
     */
    public Map<String, Integer> partitions() {
        return get(admin().describeTopics(declared.keySet()).allTopicNames()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, topic -> topic.getValue().partitions().size()));
    }

    /**
     * A sentence for each topic that is absent or other than it must be; empty where all is well.
     *
     * @throws BrokerFault where the broker does not tell
     */
    public List<String> mismatches() {
        Map<String, Found> found = found();
        return declared.entrySet().stream()
                .flatMap(topic -> mismatches(topic.getKey(), topic.getValue(), found.get(topic.getKey())).stream())
                .toList();
    }

    /**
     * The topics that do not exist, or that this user may not see. Asking creates none.
     *
     * @throws BrokerFault where the broker does not tell
     */
    public List<String> missing() {
        Set<String> present = get(admin().listTopics().names());
        return declared.keySet().stream().filter(name -> !present.contains(name)).toList();
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

    /** The broker's description of each topic by its name; missing topics are absent. */
    Map<String, Found> found() {
        List<String> missing = missing();
        List<String> present = declared.keySet().stream().filter(name -> !missing.contains(name)).toList();
        Map<String, TopicDescription> descriptions = get(admin().describeTopics(present).allTopicNames());
        Map<ConfigResource, Config> settings = get(
                admin().describeConfigs(present.stream().map(BrokerTopics::resource).toList()).all());
        Map<String, Found> found = new LinkedHashMap<>();
        for (String name : present) {
            Config config = settings.get(resource(name));
            found.put(name, new Found(descriptions.get(name).partitions().size(),
                    Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()),
                    declared.get(name).retentionSettings().keySet().stream()
                            .filter(setting -> !isOfTopic(config.get(setting))).collect(Collectors.toSet())));
        }
        return found;
    }

    /** Whether it was set for this topic, rather than for the broker. */
    private static boolean isOfTopic(ConfigEntry entry) {
        return entry != null && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
    }

    static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static List<String> mismatches(String name, Topic topic, Found found) {
        if (found == null) {
            return List.of("topic " + name + " is missing, or this user may not see it");
        }
        List<String> sentences = new ArrayList<>();
        // More partitions let more replicas share the work; the records of a topic of one have an order.
        boolean ordered = topic.partitions() == 1;
        if (found.partitions() < topic.partitions() || ordered && found.partitions() > 1) {
            sentences.add("topic " + name + " has " + found.partitions() + " partitions where it must have "
                    + (ordered ? "" : "at least ") + topic.partitions());
        }
        // A larger record would be taken in that no dead letter has room for.
        if (found.maxRecordBytes() != topic.maxRecordBytes()) {
            sentences.add("topic " + name + " has max.message.bytes=" + found.maxRecordBytes()
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

    /**
     * One topic of the broker's.
     *
     * @param unset settings of retention that are not set for this topic
     */
    record Found(int partitions, int maxRecordBytes, Set<String> unset) {
    }
}
