package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.event.AnalysisProgressed;

class CloudEventTest {
    private final AnalysisProgressed event = new AnalysisProgressed("e1", "attention", 1, 2);

    @Test
    void headersCarryTheAttributesInBinaryMode() {
        Headers headers = CloudEvent.of(event, "routing", "e1", "attention/0").toHeaders();

        assertEquals("1.0", CloudEvent.value(headers, "ce_specversion"));
        assertEquals("e1/AnalysisProgressed/attention/0", CloudEvent.value(headers, "ce_id"));
        assertEquals("io.plateau.AnalysisProgressed", CloudEvent.value(headers, "ce_type"));
        assertEquals("/routing", CloudEvent.value(headers, "ce_source"));
        assertEquals("e1", CloudEvent.value(headers, "ce_subject"));
        assertEquals("application/avro", CloudEvent.value(headers, "content-type"));
        assertEquals(CloudEvent.of(event, "routing", "e1", "attention/0"), CloudEvent.fromHeaders(headers));
    }

    @Test
    void aMissingAttributeIsNamed() {
        Headers headers = CloudEvent.of(event, "routing", "e1", "x").toHeaders();
        headers.remove("ce_type");

        String message = assertThrows(MalformedEventException.class, () -> CloudEvent.fromHeaders(headers))
                .getMessage();

        assertTrue(message.contains("ce_type"), message);
    }
}
