package io.plateau.local.faults.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.TensorBlock;

/** Every poison is what it says, and what the contract checks refuses it with a reason of its own. */
class PoisonTest {
    private static final long SEED = 6;

    static Stream<Poison> ofTensors() {
        return Stream.of(Poison.WRONG_CHECKSUM, Poison.WRONG_SHAPE, Poison.OVERFLOWING_SHAPE, Poison.NAN);
    }

    @ParameterizedTest
    @EnumSource(Poison.class)
    void leavesTheGenuineRecordAsItWas(Poison poison) throws IOException {
        RawRecord genuine = activations();
        byte[] payload = genuine.payload().clone();

        RawRecord poisoned = poison.of(genuine, new Random(SEED)).orElseThrow();

        assertArrayEquals(payload, genuine.payload());
        assertFalse(Arrays.equals(payload, poisoned.payload()));
        assertEquals(genuine.topic(), poisoned.topic());
        assertEquals(CloudEvent.value(genuine.headers(), "ce_id"), CloudEvent.value(poisoned.headers(), "ce_id"));
    }

    @ParameterizedTest
    @EnumSource(value = Poison.class, names = {"TRUNCATED", "EMPTY", "UNKNOWN_SCHEMA", "BIT_FLIPPED"})
    void damagedBytesAreUnreadableOrDoNotMatchTheirChecksum(Poison poison) throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            RawRecord poisoned = poison.of(activations(), new Random(seed)).orElseThrow();

            assertFalse(readable(poisoned) && checksumFits(poisoned), poison + " with seed " + seed);
        }
    }

    @Test
    void someFlippedBitsLeaveAReadableEventSoThatTheChecksumIsNeeded() throws IOException {
        int readable = 0;
        for (long seed = 0; seed < 200; seed++) {
            readable += readable(Poison.BIT_FLIPPED.of(activations(), new Random(seed)).orElseThrow()) ? 1 : 0;
        }

        assertTrue(readable > 0);
    }

    @ParameterizedTest
    @MethodSource("ofTensors")
    void aPoisonedTensorIsInASoundEnvelopeAndIsRefusedItself(Poison poison) throws IOException {
        RawRecord poisoned = poison.of(activations(), new Random(SEED)).orElseThrow();

        assertTrue(checksumFits(poisoned));
        TensorBlock tensor = ((ActivationsCaptured) poisoned.event()).getActivations();
        int[] any = new int[tensor.getShape().size()];
        Arrays.fill(any, -1);
        var refusal = assertThrows(MalformedEventException.class, () -> Tensors.decode("activations", tensor, any));
        String part = switch (poison) {
            case WRONG_CHECKSUM -> "checksum";
            case WRONG_SHAPE -> "needs";
            case OVERFLOWING_SHAPE -> "too large";
            default -> "NaN";
        };
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("ofTensors")
    void anEventWithoutTensorsCannotHaveSuchDamage(Poison poison) throws IOException {
        assertTrue(poison.of(work(), new Random(SEED)).isEmpty());
    }

    @Test
    void anUnknownExperimentIsNamedAlikeInHeadersAndPayload() throws IOException {
        RawRecord genuine = work();

        RawRecord poisoned = Poison.UNKNOWN_EXPERIMENT.of(genuine, new Random(SEED)).orElseThrow();

        assertNotEquals(genuine.experimentId(), poisoned.experimentId());
        assertEquals(poisoned.experimentId(), ((GraphWork) poisoned.event()).getExperimentId());
        assertTrue(checksumFits(poisoned));
    }

    @Test
    void theOversizedIsAByteAboveWhatItsTopicTakes() throws IOException {
        RawRecord poisoned = Poison.OVERSIZED.of(work(), new Random(SEED)).orElseThrow();

        assertEquals(Topic.GRAPH_WORK.maxRecordBytes() + 1, poisoned.payload().length);
    }

    private static boolean readable(RawRecord record) {
        try {
            record.event();
            return true;
        } catch (MalformedEventException e) {
            return false;
        }
    }

    private static boolean checksumFits(RawRecord record) {
        return Events.checksum(record.payload()).equals(CloudEvent.value(record.headers(), CloudEvent.CHECKSUM));
    }

    private static RawRecord activations() throws IOException {
        return golden(Topic.ACTIVATIONS, ActivationsCaptured.class);
    }

    private static RawRecord work() throws IOException {
        return golden(Topic.GRAPH_WORK, GraphWork.class);
    }

    /** A golden message of the contract as a service would send it. */
    private static RawRecord golden(Topic topic, Class<? extends SpecificRecordBase> type) throws IOException {
        try (InputStream in = Events.class.getResourceAsStream("/golden/" + type.getSimpleName() + ".avro")) {
            byte[] payload = in.readAllBytes();
            SpecificRecordBase event = Events.decode(payload, type);
            Headers headers = CloudEvent.of(event, "test", "" + event.get("experimentId"), "0").toHeaders()
                    .add(CloudEvent.CHECKSUM, Events.checksum(payload).getBytes(StandardCharsets.UTF_8));
            return new RawRecord(topic.topicName(), "key".getBytes(StandardCharsets.UTF_8), payload, headers);
        }
    }
}
