package io.plateau.contracts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Events as JSON CloudEvents 1.0, in Kafka's structured or binary mode, for clients without Avro.
 * The data has the fields of the event's schema. Without a subject the data's identifier names what the event is of, and without either
 * the event's {@code id} does. A specification is an object, or text that holds one.
 */
public final class JsonEvents {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String PLAIN = "application/json";
    /** Fields that name what the event is of. */
    private static final List<String> IDENTIFIERS = List.of("experimentId", "subscriptionId");
    private static final ObjectReader JSON = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build().reader();

    private JsonEvents() {
    }

    /** An event and its attributes. */
    public record Parsed<E>(CloudEvent attributes, E event) {
    }

    /** Whether a message is said to be JSON, or, where nothing is said, looks like it. */
    public static boolean isJson(Headers headers, byte[] payload) {
        String type = contentType(headers);
        return type == null
                ? payload != null && payload.length > 0 && payload[0] == '{'
                : type.equals(STRUCTURED) || type.equals(PLAIN);
    }

    /** @throws MalformedEventException when the message is no such event */
    public static <E extends SpecificRecordBase> Parsed<E> parse(Headers headers, byte[] payload, Class<E> type) {
        JsonNode root = tree(payload);
        if (PLAIN.equals(contentType(headers))) {
            return parsed(CloudEvent.required(headers, "ce_id"), CloudEvent.required(headers, "ce_type"),
                    CloudEvent.required(headers, "ce_source"), CloudEvent.value(headers, "ce_subject"), root, type);
        }
        if (!"1.0".equals(root.path("specversion").asText())) {
            throw new MalformedEventException("the message is no CloudEvent 1.0: it needs \"specversion\": \"1.0\"");
        }
        if (root.has("data_base64")) {
            throw new MalformedEventException("the message has 'data_base64'; its data must be JSON, in 'data'");
        }
        return parsed(required(root, "id"), required(root, "type"), required(root, "source"),
                root.path("subject").isTextual() ? root.get("subject").textValue() : null, root.path("data"), type);
    }

    /** The data of an event: fields that are null are left out. */
    public static ObjectNode data(SpecificRecordBase event) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : event.getSchema().getFields()) {
            Object value = event.get(field.pos());
            if (value instanceof Long number) {
                data.put(field.name(), number);
            } else if (value instanceof CharSequence || value instanceof Enum) {
                data.put(field.name(), value.toString());
            } else if (value != null) {
                throw new IllegalArgumentException("an event with a field of type " + field.schema().getType()
                        + " has no form in JSON");
            }
        }
        return data;
    }

    /** What the message is of; null where it does not say. */
    public static String subject(Headers headers, byte[] payload) {
        String subject = CloudEvent.value(headers, "ce_subject");
        if (subject != null || !isJson(headers, payload)) {
            return subject;
        }
        try {
            JsonNode root = tree(payload);
            boolean plain = PLAIN.equals(contentType(headers));
            return identifier(root.path("subject").textValue(), plain ? root : root.path("data"),
                    plain ? CloudEvent.value(headers, "ce_id") : root.path("id").textValue());
        } catch (MalformedEventException e) {
            return null;
        }
    }

    private static <E extends SpecificRecordBase> Parsed<E> parsed(String id, String kind, String source,
            String subject, JsonNode data, Class<E> type) {
        if (!kind.equals(CloudEvent.typeOf(type))) {
            throw new MalformedEventException(
                    "the message is a '" + kind + "', this topic carries '" + CloudEvent.typeOf(type) + "'");
        }
        String of = identifier(subject, data, id);
        return new Parsed<>(new CloudEvent(id, kind, source, of), event(data, of, type));
    }

    private static String identifier(String subject, JsonNode data, String id) {
        if (subject != null) {
            return subject;
        }
        return IDENTIFIERS.stream().map(name -> data.path(name).textValue()).filter(name -> name != null).findFirst()
                .orElse(id);
    }

    private static <E extends SpecificRecordBase> E event(JsonNode data, String of, Class<E> type) {
        if (!data.isObject()) {
            throw new MalformedEventException("the data of the message is " + described(data)
                    + "; it must be an object with " + fields(SpecificData.get().getSchema(type)));
        }
        Schema schema = SpecificData.get().getSchema(type);
        for (Iterator<String> names = data.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (schema.getField(name) == null) {
                throw new MalformedEventException("the data of the message has an unknown field '" + name
                        + "'; known here: " + fields(schema));
            }
        }
        E event = type.cast(SpecificData.newInstance(type, schema));
        // Of the event's own class loader: enumerations of another one would not be its.
        SpecificData classes = new SpecificData(type.getClassLoader());
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = data.path(field.name());
            event.put(field.pos(), value.isMissingNode() && IDENTIFIERS.contains(field.name())
                    ? of
                    : value(value, field.schema(), field.name(), classes));
        }
        return event;
    }

    private static Object value(JsonNode value, Schema schema, String name, SpecificData classes) {
        return switch (schema.getType()) {
            case UNION -> value.isMissingNode() || value.isNull()
                    ? null
                    : value(value, schema.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).findFirst()
                            .orElseThrow(), name, classes);
            case STRING -> {
                require(value.isTextual() || value.isObject(), value, name, "text, or an object of JSON");
                yield value.isTextual() ? value.textValue() : value.toString();
            }
            case LONG -> {
                require(value.isIntegralNumber() && value.canConvertToLong(), value, name, "a whole number");
                yield value.longValue();
            }
            case ENUM -> {
                require(value.isTextual() && schema.hasEnumSymbol(value.textValue()), value, name,
                        "one of " + String.join(", ", schema.getEnumSymbols()));
                yield classes.createEnum(value.textValue(), schema);
            }
            default -> throw new IllegalArgumentException("an event with a field of type " + schema.getType()
                    + " has no form in JSON");
        };
    }

    private static void require(boolean fits, JsonNode value, String name, String expected) {
        if (!fits) {
            throw new MalformedEventException("the data of the message has " + (value.isMissingNode()
                    ? "no '" + name + "'; it must be "
                    : described(value) + " as '" + name + "'; it must be ") + expected);
        }
    }

    private static String described(JsonNode value) {
        return value.isMissingNode()
                ? "missing"
                : value.getNodeType() == JsonNodeType.STRING
                        ? "the text '" + PlainText.of(value.textValue(), 80) + "'"
                        : value.isContainerNode()
                                ? "an " + value.getNodeType().name().toLowerCase(Locale.ROOT)
                                : PlainText.of(value.toString(), 80);
    }

    private static String fields(Schema schema) {
        List<String> names = new ArrayList<>();
        schema.getFields().forEach(field -> names.add(field.name()));
        return String.join(", ", names);
    }

    private static String required(JsonNode root, String name) {
        String value = root.path(name).textValue();
        if (value == null || value.isBlank()) {
            throw new MalformedEventException("the message has no '" + name + "': a CloudEvent 1.0 needs one");
        }
        return value;
    }

    private static JsonNode tree(byte[] payload) {
        try {
            JsonNode root = payload == null ? MissingNode.getInstance() : JSON.readTree(payload);
            if (!root.isObject()) {
                throw new MalformedEventException("the message is JSON but no object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new MalformedEventException("the message is no valid JSON: " + JsonFault.of(e), e);
        } catch (IOException e) {
            throw new MalformedEventException("the message is no valid JSON: it is not UTF-8", e);
        }
    }

    /** Without parameters; null where there is none. */
    private static String contentType(Headers headers) {
        String type = CloudEvent.value(headers, "content-type");
        return type == null ? null : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
