package io.plateau.contracts;

import java.nio.charset.StandardCharsets;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The attributes of a CloudEvents 1.0 event in Kafka's binary mode (headers {@code ce_…}).
 *
 * @param id deterministic: the same block gives the same id however often it is published
 * @param type {@code io.plateau.} and the name of the event's schema
 * @param source which service published it, as a path: {@code /inference}
 * @param subject id of the experiment
 */
public record CloudEvent(String id, String type, String source, String subject) {
    /**
     * Header of an extension attribute: the checksum of the payload, see {@link Events#checksum}. An event of ours has
     * it; where somebody else's has none, only what the payload says of itself is checked.
     */
    public static final String CHECKSUM = "ce_crc32c";

    /** Header of an extension attribute: who signed attributes and payload, see {@link EventKeys}. */
    public static final String SIGNATURE = "ce_signature";

    private static final String TYPE_PREFIX = "io.plateau.";

    /** The attributes of an event published by a service. */
    public static CloudEvent of(SpecificRecordBase event, String service, String experimentId, String suffix) {
        String name = event.getSchema().getName();
        return new CloudEvent(experimentId + "/" + name + "/" + suffix, TYPE_PREFIX + name, "/" + service,
                experimentId);
    }

    public static String typeOf(Class<? extends SpecificRecordBase> event) {
        return TYPE_PREFIX + event.getSimpleName();
    }

    public Headers toHeaders() {
        return new RecordHeaders().add(header("ce_specversion", "1.0")).add(header("ce_id", id))
                .add(header("ce_type", type)).add(header("ce_source", source)).add(header("ce_subject", subject))
                .add(header("content-type", "application/avro"));
    }

    /** All headers of an event in a sound envelope: attributes, checksum and signature. */
    public Headers toSignedHeaders(byte[] payload, EventKeys keys) {
        return toHeaders().add(header(CHECKSUM, Events.checksum(payload)))
                .add(header(SIGNATURE, keys.sign(this, payload)));
    }

    /** As {@link #toSignedHeaders}, of a payload that is JSON. */
    public Headers toSignedJsonHeaders(byte[] payload, EventKeys keys) {
        return toSignedHeaders(payload, keys).remove("content-type").add(header("content-type", "application/json"));
    }

    /** @throws MalformedEventException when an attribute is missing */
    public static CloudEvent fromHeaders(Headers headers) {
        return new CloudEvent(required(headers, "ce_id"), required(headers, "ce_type"), required(headers, "ce_source"),
                required(headers, "ce_subject"));
    }

    /** The value of a header, or null. */
    public static String value(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    static String required(Headers headers, String name) {
        String value = value(headers, name);
        if (value == null || value.isBlank()) {
            throw new MalformedEventException("the message has no header '" + name
                    + "': every event is a CloudEvent 1.0 in binary mode");
        }
        return value;
    }

    private static Header header(String name, String value) {
        return new org.apache.kafka.common.header.internals.RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
