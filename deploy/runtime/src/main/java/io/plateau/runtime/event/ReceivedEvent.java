package io.plateau.runtime.event;

import java.util.List;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.ExperimentId;
import io.plateau.contracts.JsonEvents;
import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/** What a message says: its attributes, where it stands, and the event that it carries. */
final class ReceivedEvent {
    /** What an event may be of. */
    private static final List<String> SUBJECTS = List.of("experiment", "subscription");

    private ReceivedEvent() {
    }

    /** @throws MalformedEventException if the message is no such event, or not as it was sent */
    static <E extends SpecificRecordBase> E decode(Message<byte[]> message, Class<E> type) {
        if (isJson(message)) {
            JsonEvents.Parsed<E> parsed = JsonEvents.parse(headers(message), message.getPayload(), type);
            requireChecksum(message);
            requireSubjects(parsed.attributes(), parsed.event());
            return parsed.event();
        }
        CloudEvent attributes = CloudEvent.fromHeaders(headers(message));
        if (!attributes.type().equals(CloudEvent.typeOf(type))) {
            throw new MalformedEventException(
                    "the message is a '" + attributes.type() + "', this topic carries '" + CloudEvent.typeOf(type)
                            + "'");
        }
        E event = Events.decode(message.getPayload(), type);
        requireChecksum(message);
        requireSubjects(attributes, event);
        Routes.requireOwn(event, attributes.source());
        return event;
    }

    /** Clients without Avro publish requests and read changes of experiments; all other events are Avro. */
    private static boolean isJson(Message<byte[]> message) {
        String topic = topic(message);
        return (Authenticity.isPublic(topic) || topic.equals(Topic.EXPERIMENT_EVENTS.topicName()))
                && JsonEvents.isJson(headers(message), message.getPayload());
    }

    /** What the message says it is of; null where it does not. */
    static String subject(Message<byte[]> message) {
        return isJson(message)
                ? JsonEvents.subject(headers(message), message.getPayload())
                : CloudEvent.value(headers(message), "ce_subject");
    }

    private static void requireSubjects(CloudEvent attributes, SpecificRecordBase event) {
        SUBJECTS.forEach(kind -> requireSubject(attributes.subject(), event, kind));
    }

    /** Where the event has an id of that kind, its attributes must name the same. */
    private static void requireSubject(String subject, SpecificRecordBase event, String kind) {
        Schema.Field field = event.getSchema().getField(kind + "Id");
        if (field == null) {
            return;
        }
        ExperimentId.require(subject);
        Object id = event.get(field.pos());
        if (!subject.equals(id)) {
            throw new MalformedEventException("the message's subject is '" + subject + "' but its payload is of " + kind
                    + " '" + id + "'");
        }
    }

    /** After decoding: of what cannot be read at all, the decoder's reason says more. */
    private static void requireChecksum(Message<byte[]> message) {
        String expected = CloudEvent.value(headers(message), CloudEvent.CHECKSUM);
        if (expected != null && !expected.equals(Events.checksum(message.getPayload()))) {
            throw new MalformedEventException(
                    "the message does not match the checksum in its headers: its payload was damaged");
        }
    }

    static Headers headers(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getHeaders();
    }

    private static String topic(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getTopic();
    }

    /** Topic, partition and offset. */
    static String source(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> record = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return record.getTopic() + "/" + record.getPartition() + "/" + record.getOffset();
    }

    /** Whether the subject is an experiment's id: elsewhere it may be anything, also the id of another client's experiment. */
    static boolean isOfExperiment(Message<byte[]> message) {
        return Topic.ofName(topic(message)).map(Routes::isOfExperiment).orElse(true);
    }
}
