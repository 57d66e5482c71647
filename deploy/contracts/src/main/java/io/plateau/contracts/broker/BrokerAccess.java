package io.plateau.contracts.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The one way to make a Kafka client: each gets the settings that all have in common, those of security among them.
 *
 * @param settings by Kafka's own names, such as {@code security.protocol}; immutable
 */
public record BrokerAccess(Map<String, Object> settings) {
    private static final String PLAINTEXT = "PLAINTEXT";

    public BrokerAccess {
        settings = Map.copyOf(settings);
    }

    /** A broker that asks for neither TLS nor a login. */
    public static BrokerAccess of(String bootstrapServers) {
        return new BrokerAccess(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Requests and calls end within {@code timeout}. */
    public Admin admin(Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        return Admin.create(with(Map.of(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis)));
    }

    /**
     * A consumer that never makes the broker create a topic.
     *
     * @param own settings of this consumer
     */
    public <K, V> KafkaConsumer<K, V> consumer(Map<String, Object> own, Deserializer<K> key, Deserializer<V> value) {
        Map<String, Object> all = with(own);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(all, key, value);
    }

    /**
     * A producer. Kafka has no setting that keeps a producer from making the broker create a topic: make sure that the
     * topic exists first.
     *
     * @param own settings of this producer
     */
    public <K, V> KafkaProducer<K, V> producer(Map<String, Object> own, Serializer<K> key, Serializer<V> value) {
        return new KafkaProducer<>(with(own), key, value);
    }

    /** Where and how, without anything secret. */
    public String description() {
        return settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + " (security.protocol="
                + settings.getOrDefault(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, PLAINTEXT) + ")";
    }

    /** The settings hold passwords. */
    @Override
    public String toString() {
        return description();
    }

    private Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }
}
