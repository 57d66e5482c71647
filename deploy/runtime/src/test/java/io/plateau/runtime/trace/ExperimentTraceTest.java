package io.plateau.runtime.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.SpanContext;

class ExperimentTraceTest {
    @Test
    void theTraceFollowsFromTheExperiment() throws Exception {
        String digest = HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest("plateau/e1".getBytes(StandardCharsets.UTF_8)));
        SpanContext span = ExperimentTrace.parent("e1", null);
        assertEquals(digest.substring(0, 32), span.getTraceId());
        assertEquals(digest.substring(32, 48), span.getSpanId());
        assertNotEquals(span.getTraceId(), ExperimentTrace.parent("e2", null).getTraceId());
    }

    @Test
    void aSpanOfTheSameTraceIsContinuedAndAnyOtherIsNot() {
        String trace = ExperimentTrace.parent("e1", null).getTraceId();
        String header = "00-" + trace + "-00000000000000ab-01";
        SpanContext span = ExperimentTrace.parent("e1", header);
        assertEquals("00000000000000ab", span.getSpanId());
        assertEquals(header, ExperimentTrace.header(span));
        SpanContext beginning = ExperimentTrace.parent("e1", null);
        for (String other : new String[]{"00-" + "1".repeat(32) + "-00000000000000ab-01", "nonsense", ""}) {
            assertEquals(beginning, ExperimentTrace.parent("e1", other));
        }
    }
}
