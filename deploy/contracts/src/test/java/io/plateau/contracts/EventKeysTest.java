package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.WorkFailed;

class EventKeysTest {
    private static final String OLD = "old:" + "0b".repeat(32);
    private static final String NEW = "new:" + "1c".repeat(32);
    private static final CloudEvent EVENT = new CloudEvent("a/b/0", "io.plateau.WorkFailed", "/graph", "a");
    private static final byte[] PAYLOAD = {1, 2, 3};

    /** By Python's hmac over the length of each attribute (4 bytes, big-endian), the attribute, and the payload. */
    @Test
    void theSignatureIsThatOfAnotherImplementation() {
        assertEquals("old:798e42e851751e86b6709f98f3bf8e2dfefb8a1f278765bd502ba718c13bc4ed",
                EventKeys.parse(OLD).sign(EVENT, PAYLOAD));
    }

    @Test
    void whatTheFirstKeySignsEveryHolderOfItVerifies() {
        String signature = EventKeys.parse(OLD).sign(EVENT, PAYLOAD);
        for (String keys : List.of(OLD, OLD + "," + NEW, NEW + ", " + OLD)) {
            assertDoesNotThrow(() -> EventKeys.parse(keys).require(EVENT, PAYLOAD, signature));
        }
        assertForged("by no key that is known here", EventKeys.parse(NEW), EVENT, PAYLOAD, signature);
    }

    @Test
    void aChangeOfAnythingSignedIsNoticed() {
        EventKeys keys = EventKeys.parse(OLD);
        String signature = keys.sign(EVENT, PAYLOAD);
        assertForged("does not fit", keys, new CloudEvent("a/b/1", EVENT.type(), "/graph", "a"), PAYLOAD, signature);
        assertForged("does not fit", keys, new CloudEvent("a/b/0", "io.plateau.Other", "/graph", "a"), PAYLOAD,
                signature);
        assertForged("does not fit", keys, new CloudEvent("a/b/0", EVENT.type(), "/routing", "a"), PAYLOAD, signature);
        assertForged("does not fit", keys, new CloudEvent("a/b/0", EVENT.type(), "/graph", "b"), PAYLOAD, signature);
        // The same characters in a row, cut elsewhere
        assertForged("does not fit", keys, new CloudEvent("a/b/0", EVENT.type(), "/grap", "ha"), PAYLOAD, signature);
        assertForged("does not fit", keys, EVENT, new byte[]{1, 2, 4}, signature);
        assertForged("does not fit", keys, EVENT, new byte[0], signature);
        assertForged("does not fit", keys, EVENT, null, signature);
        assertForged("does not fit", keys, EVENT, PAYLOAD, signature.substring(0, signature.length() - 1));
        assertForged("does not fit", keys, EVENT, PAYLOAD, "old:");
        assertForged("by no key", keys, EVENT, PAYLOAD, "");
        assertForged("no signature", keys, EVENT, PAYLOAD, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old", "old:", "old:abcd", "Old:0b0b", ":0b", "old:zz", ","})
    void aKeyThatIsNoneIsRefusedWithoutBeingShown(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> EventKeys.parse(text)).getMessage();
        assertTrue(message.contains("at least 64 hexadecimal digits"), message);
        assertThrows(IllegalArgumentException.class, () -> EventKeys.parse(OLD + "," + OLD));
    }

    @Test
    void aServiceSpeaksForItselfAlone() {
        AnalysisProgressed progress = new AnalysisProgressed("a", "clustering", 1, 1);
        WorkFailed failure = new WorkFailed("a", "routing", "attention", "why", "attention/0/1");
        assertDoesNotThrow(() -> Routes.requireOwn(progress, "/graph"));
        assertDoesNotThrow(() -> Routes.requireOwn(failure, "/routing"));
        assertThrows(ForgedEventException.class, () -> Routes.requireOwn(progress, "/routing"));
        assertThrows(ForgedEventException.class, () -> Routes.requireOwn(failure, "/graph"));
        assertThrows(ForgedEventException.class, () -> Routes.requireProducer(Topic.EXPERIMENT_EVENTS, "/graph"));
        assertDoesNotThrow(() -> Routes.requireProducer(Topic.EXPERIMENT_EVENTS, "/inference"));
    }

    private static void assertForged(String part, EventKeys keys, CloudEvent event, byte[] payload, String signature) {
        String message = assertThrows(ForgedEventException.class, () -> keys.require(event, payload, signature))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
