package io.plateau.local.faults.record;

import java.nio.charset.StandardCharsets;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.EventKeys;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;

/** A record with all that its producer wrote: key, payload and headers. */
public record RawRecord(String topic, byte[] key, byte[] payload, Headers headers) {

    public static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(record.topic(), record.key(), record.value(), record.headers());
    }

    /** An event in a sound envelope, as a client would send it. */
    public static RawRecord of(Topic topic, SpecificRecordBase event, String subject, EventKeys keys) {
        byte[] payload = Events.encode(event);
        return new RawRecord(topic.topicName(), subject.getBytes(StandardCharsets.UTF_8), payload,
                CloudEvent.of(event, "client", subject, "poison").toSignedHeaders(payload, keys));
    }

    /** As it goes to the broker: the partition follows from the key, as it did the first time. */
    public ProducerRecord<byte[], byte[]> toProducerRecord() {
        return new ProducerRecord<>(topic, null, key, payload, headers);
    }

    /** The experiment that its headers name; null when they name none. */
    public String experimentId() {
        return CloudEvent.value(headers, "ce_subject");
    }

    /** The event in the payload, which must be a good one. */
    public SpecificRecordBase event() {
        String name = CloudEvent.value(headers, "ce_type").replaceFirst(".*\\.", "");
        try {
            return Events.decode(payload, Class.forName(CloudEvent.class.getPackageName() + ".event." + name)
                    .asSubclass(SpecificRecordBase.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no event " + name, e);
        }
    }

    /** Other bytes under the same headers: the checksum among them no longer fits. */
    RawRecord withPayload(byte[] other) {
        return new RawRecord(topic, key, other, headers);
    }

    /** The same event in the name of another experiment, in a sound envelope. */
    public RawRecord addressedTo(String experimentId) {
        SpecificRecordBase event = event();
        event.put(event.getSchema().getField("experimentId").pos(), experimentId);
        return withEvent(event, experimentId);
    }

    /** Another event in a sound envelope: its checksum fits. */
    RawRecord withEvent(SpecificRecordBase event, String experimentId) {
        byte[] bytes = Events.encode(event);
        Headers sound = new RecordHeaders(headers.toArray());
        set(sound, "ce_subject", experimentId);
        set(sound, CloudEvent.CHECKSUM, Events.checksum(bytes));
        return new RawRecord(topic, key, bytes, sound);
    }

    /** The record as it is, correctly signed: the fault is in the content, not the sender. */
    public RawRecord signed(EventKeys keys) {
        Headers sound = new RecordHeaders(headers.toArray());
        set(sound, CloudEvent.SIGNATURE, keys.sign(CloudEvent.fromHeaders(headers), payload));
        return new RawRecord(topic, key, payload, sound);
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
