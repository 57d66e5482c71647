package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.event.CheckpointPublished;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.SubscriptionChange;
import io.plateau.contracts.event.SubscriptionChanged;

class JsonEventsTest {
    private static final String REQUEST = """
            {"specversion":"1.0","type":"io.plateau.ExperimentRequested","source":"/me","id":"first",
             "data":{"specification":{"model":"tiny-neox","ablation":{"tolerance":0.00010}}}}""";

    @Test
    void aLineWithoutHeadersIsARequest() {
        assertTrue(JsonEvents.isJson(new RecordHeaders(), bytes(REQUEST)));
        var parsed = JsonEvents.parse(new RecordHeaders(), bytes(REQUEST), ExperimentRequested.class);

        // Named by its id; the specification says the same, digits that mean nothing left out
        assertEquals(new CloudEvent("first", "io.plateau.ExperimentRequested", "/me", "first"), parsed.attributes());
        assertEquals("first", parsed.event().getExperimentId());
        assertEquals("{\"model\":\"tiny-neox\",\"ablation\":{\"tolerance\":0.0001}}",
                parsed.event().getSpecification());
    }

    @Test
    void subjectAndIdentifierGoBeforeTheId() {
        String subject = REQUEST.replace("\"id\"", "\"subject\":\"mine\",\"id\"");
        assertEquals("mine", JsonEvents.parse(new RecordHeaders(), bytes(subject), ExperimentRequested.class).event()
                .getExperimentId());
        String named = REQUEST.replace("\"data\":{", "\"data\":{\"experimentId\":\"yours\",");
        var parsed = JsonEvents.parse(new RecordHeaders(), bytes(named), ExperimentRequested.class);
        assertEquals("yours", parsed.attributes().subject());
        assertEquals("yours", parsed.event().getExperimentId());
        assertEquals("yours", JsonEvents.subject(new RecordHeaders(), bytes(named)));
    }

    @Test
    void inBinaryModeTheAttributesAreHeaders() {
        Headers headers = headers("application/json; charset=UTF-8").add("ce_id", bytes("7"))
                .add("ce_type", bytes("io.plateau.CheckpointPublished")).add("ce_source", bytes("/trainer"));
        byte[] data = bytes("{\"model\":\"run\",\"revision\":\"step64\",\"step\":64}");

        CheckpointPublished event = JsonEvents.parse(headers, data, CheckpointPublished.class).event();

        assertEquals(new CheckpointPublished("run", "step64", 64L, null), event);
        assertEquals("7", JsonEvents.subject(headers, data));
    }

    @Test
    void aChangeOfASubscriptionIsOneOfItsNames() {
        String text = """
                {"specversion":"1.0","type":"io.plateau.SubscriptionChanged","source":"/me","id":"1","subject":"s",
                 "data":{"change":"PAUSE","specification":null}}""";
        assertEquals(new SubscriptionChanged("s", SubscriptionChange.PAUSE, null),
                JsonEvents.parse(headers("application/cloudevents+json"), bytes(text), SubscriptionChanged.class)
                        .event());
        assertRefused(text.replace("PAUSE", "STOP"), SubscriptionChanged.class,
                "the text 'STOP' as 'change'; it must be one of CREATE, PAUSE, RESUME, DELETE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "\"specversion\":\"1.0\", | | it needs \"specversion\": \"1.0\"",
            "\"id\":\"first\", | | the message has no 'id'",
            "\"source\":\"/me\", | | the message has no 'source'",
            "io.plateau.ExperimentRequested | io.plateau.InferenceWork | the message is a 'io.plateau.InferenceWork', this topic carries",
            "\"specification\" | \"spec\" | the data of the message has an unknown field 'spec'; known here: experimentId, specification",
            "{\"specification\" | {\"experimentId\":3,\"specification\" | 3 as 'experimentId'; it must be text",
            "\"data\" | \"date\" | the data of the message is missing; it must be an object with experimentId, specification",
            "\"data\" | \"data_base64\" | its data must be JSON, in 'data'",
            "\"id\":\"first\" | \"id\":\"first\",\"id\":\"second\" | Duplicate field 'id'",
            "}}}} | }}} | it ends too early",
            "}}}} | }}}} 1 | there is text after its end"})
    void whatIsNoSuchEventIsRefusedInWords(String part, String other, String reason) {
        String message = REQUEST.replace(part, other == null ? "" : other);
        assertFalse(message.equals(REQUEST));
        assertRefused(message, ExperimentRequested.class, reason);
    }

    private static void assertRefused(String message, Class<? extends org.apache.avro.specific.SpecificRecordBase> type,
            String reason) {
        String found = assertThrows(MalformedEventException.class,
                () -> JsonEvents.parse(new RecordHeaders(), bytes(message), type)).getMessage();
        assertTrue(found.contains(reason), found);
    }

    /** Every cut and every changed byte of a request is an event or a reason. */
    @Test
    void damageIsARefusalInWords() {
        byte[] whole = bytes(REQUEST);
        for (int at = 0; at < whole.length; at++) {
            byte[] cut = java.util.Arrays.copyOf(whole, at);
            assertThrows(MalformedEventException.class,
                    () -> JsonEvents.parse(new RecordHeaders(), cut, ExperimentRequested.class));
            byte[] changed = whole.clone();
            changed[at] ^= (byte) 0x80;
            try {
                JsonEvents.parse(new RecordHeaders(), changed, ExperimentRequested.class);
            } catch (MalformedEventException e) {
                assertFalse(e.getMessage().isBlank());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/avro", "text/plain"})
    void whatIsSaidToBeSomethingElseIsNoJson(String type) {
        assertFalse(JsonEvents.isJson(headers(type), bytes(REQUEST)));
        assertNull(JsonEvents.subject(headers(type), bytes(REQUEST)));
    }

    @Test
    void anAvroPayloadIsNoJson() {
        assertFalse(JsonEvents.isJson(new RecordHeaders(), Events.encode(new ExperimentRequested("a", "{}"))));
        assertFalse(JsonEvents.isJson(new RecordHeaders(), null));
    }

    private static Headers headers(String contentType) {
        return new RecordHeaders().add("content-type", bytes(contentType));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What services publish as JSON, they read. */
    @Test
    void anEventIsReadAsItWasWritten() {
        for (ExperimentChanged event : List.of(
                new ExperimentChanged("e1", ExperimentStatus.FAILED, "a \"reason\"", null),
                new ExperimentChanged("e1", ExperimentStatus.RUNNING, null, "{\"model\":\"tiny-neox\"}"))) {
            byte[] payload = JsonEvents.data(event).toString().getBytes(StandardCharsets.UTF_8);
            Headers headers = CloudEvent.of(event, "inference", "e1", "changed").toSignedJsonHeaders(payload,
                    EventKeys.parse("k:" + "5e".repeat(32)));

            assertTrue(JsonEvents.isJson(headers, payload));
            assertEquals(event, JsonEvents.parse(headers, payload, ExperimentChanged.class).event());
        }
    }
}
