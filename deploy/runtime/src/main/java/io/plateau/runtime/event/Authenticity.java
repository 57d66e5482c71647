package io.plateau.runtime.event;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.EventKeys;
import io.plateau.contracts.ForgedEventException;
import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.quarkus.runtime.Startup;

/** Signs published events and accepts only events that a producer of the topic has signed. */
@Startup // a missing key stops the service at its start, not at its first event
@ApplicationScoped
public class Authenticity {
    private static final String KEYS = "plateau.events.keys";

    private final EventKeys keys;

    Authenticity(@ConfigProperty(name = KEYS) Optional<String> keys) {
        this.keys = EventKeys.parse(keys.orElseThrow(() -> new IllegalArgumentException(KEYS
                + " is not set; it must be id:secret with 64 hexadecimal digits, the same at every service")));
    }

    Headers headers(CloudEvent attributes, byte[] payload) {
        return attributes.toSignedHeaders(payload, keys);
    }

    Headers jsonHeaders(CloudEvent attributes, byte[] payload) {
        return attributes.toSignedJsonHeaders(payload, keys);
    }

    /** @throws ForgedEventException when no producer of the topic has signed attributes and payload */
    void require(String topic, Headers headers, byte[] payload) {
        CloudEvent attributes;
        try {
            attributes = CloudEvent.fromHeaders(headers);
        } catch (MalformedEventException e) {
            throw new ForgedEventException(e.getMessage());
        }
        keys.require(attributes, payload, CloudEvent.value(headers, CloudEvent.SIGNATURE));
        Topic.ofName(topic).ifPresent(known -> Routes.requireProducer(known, attributes.source()));
    }

    /** Whether the topic is public. */
    static boolean isPublic(String topic) {
        return Topic.ofName(topic).filter(Routes::isPublic).isPresent();
    }
}
