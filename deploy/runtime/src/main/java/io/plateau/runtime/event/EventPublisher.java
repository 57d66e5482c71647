package io.plateau.runtime.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.JsonEvents;
import io.plateau.contracts.Topic;
import io.plateau.runtime.broker.Broker;
import io.plateau.runtime.trace.Correlations;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;

/** Publishes events as CloudEvents in Kafka's binary mode. */
@ApplicationScoped
public class EventPublisher {
    /** Longer than Kafka's own delivery timeout (2 minutes): its reason is better than ours. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final MutinyEmitter<byte[]> emitter;
    private final Authenticity authenticity;
    private final Broker broker;
    private final Correlations correlations;
    private final String service;

    EventPublisher(@Channel("events") MutinyEmitter<byte[]> emitter, Authenticity authenticity,
            Broker broker, Correlations correlations,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.emitter = emitter;
        this.authenticity = authenticity;
        this.broker = broker;
        this.correlations = correlations;
        this.service = service;
    }

    /**
     * Publishes and waits for the broker's acknowledgement.
     *
     * @param suffix what makes the event's id unique within the experiment and its type; deterministic
     */
    public void publish(Topic topic, SpecificRecordBase event, String experimentId, String suffix) {
        publish(topic, Topic.DEFAULT_POOL, event, experimentId, suffix);
    }

    /** As {@link #publish(Topic, SpecificRecordBase, String, String)}, to the workers of a pool. */
    public void publish(Topic topic, String pool, SpecificRecordBase event, String experimentId, String suffix) {
        broker.topics().require();
        byte[] payload = Events.encode(event);
        send(topic.topicName(pool), payload,
                authenticity.headers(CloudEvent.of(event, service, experimentId, suffix), payload), experimentId,
                suffix);
    }

    /** As {@link #publish(Topic, SpecificRecordBase, String, String)}, as JSON in place of Avro. */
    public void publishAsJson(Topic topic, SpecificRecordBase event, String experimentId, String suffix) {
        broker.topics().require();
        byte[] payload = JsonEvents.data(event).toString().getBytes(StandardCharsets.UTF_8);
        send(topic.topicName(), payload,
                authenticity.jsonHeaders(CloudEvent.of(event, service, experimentId, suffix), payload), experimentId,
                suffix);
    }

    private void send(String topic, byte[] payload, Headers headers, String experimentId, String suffix) {
        correlations.carry(headers, experimentId);
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic).withKey(experimentId + "/" + suffix)
                .withHeaders(headers).build();
        emitter.sendMessage(Message.of(payload, Metadata.of(metadata))).await().atMost(PATIENCE);
    }
}
