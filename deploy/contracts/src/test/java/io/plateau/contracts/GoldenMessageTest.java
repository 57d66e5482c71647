package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.CheckpointPublished;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.event.JointLossesMeasured;
import io.plateau.contracts.event.NeuronEffectsMeasured;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.RefinementAsked;
import io.plateau.contracts.event.SubscriptionChanged;
import io.plateau.contracts.event.WorkFailed;

/**
 * Golden messages: bytes written by an independent encoder of Avro's single-object format, and what they say
 * as JSON. A schema that changes its meaning changes its bytes, and fails here.
 */
class GoldenMessageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Class<? extends SpecificRecordBase>> events() {
        return Stream.of(ExperimentRequested.class, InferenceWork.class, ActivationsCaptured.class,
                NeuronLossesMeasured.class, AttentionCaptured.class, HeadAblationsMeasured.class,
                HeadPatchesMeasured.class, PlateauFound.class, NeuronWeightsCaptured.class, GraphWork.class,
                AnalysisProgressed.class, AnalysisCompleted.class, RefinementAsked.class,
                NeuronEffectsMeasured.class, JointLossesMeasured.class,
                WorkFailed.class,
                ExperimentChanged.class, CheckpointPublished.class, SubscriptionChanged.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsAndWritesTheGoldenMessage(Class<? extends SpecificRecordBase> type) throws IOException {
        byte[] golden = resource(type.getSimpleName() + ".avro");

        SpecificRecordBase event = Events.decode(golden, type);

        assertEquals(JSON.readTree(resource(type.getSimpleName() + ".json")), json(event));
        assertArrayEquals(golden, Events.encode(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void refusesTheMessageOfAnotherSchema(Class<? extends SpecificRecordBase> type) throws IOException {
        byte[] other = resource(type == GraphWork.class ? "WorkFailed.avro" : "GraphWork.avro");

        String message = refusal(other, type);

        String kind = Events.kind(type);
        assertTrue(message.contains("unknown schema") && message.endsWith("of the kind " + kind), message);
        assertTrue(kind.equals(kind.toLowerCase(Locale.ROOT)) && kind.replace("-", "").equalsIgnoreCase(
                type.getSimpleName()), kind);
    }

    @ParameterizedTest
    @MethodSource("events")
    void refusesATruncatedMessage(Class<? extends SpecificRecordBase> type) throws IOException {
        byte[] golden = resource(type.getSimpleName() + ".avro");

        for (int length = 0; length < golden.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(golden, length);
            assertTrue(!refusal(cut, type).isBlank(), "cut to " + length + " bytes");
        }
    }

    private static String refusal(byte[] payload, Class<? extends SpecificRecordBase> type) {
        try {
            Events.decode(payload, type);
        } catch (MalformedEventException e) {
            return e.getMessage();
        }
        throw new AssertionError("a damaged " + type.getSimpleName() + " was accepted");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenMessageTest.class.getResourceAsStream("/golden/" + name)) {
            return in.readAllBytes();
        }
    }

    private static JsonNode json(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof SpecificRecord event) {
            ObjectNode object = nodes.objectNode();
            event.getSchema().getFields().forEach(f -> object.set(f.name(), json(event.get(f.pos()))));
            return object;
        } else if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(element -> array.add(json(element)));
            return array;
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return nodes.textNode(java.util.Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Integer number) {
            return nodes.numberNode(number);
        } else if (value instanceof Long number) {
            // As JSON is read: an int where it fits
            return number.intValue() == number ? nodes.numberNode(number.intValue()) : nodes.numberNode(number);
        } else if (value instanceof Double number) {
            return nodes.numberNode(number);
        }
        return value == null ? nodes.nullNode() : nodes.textNode(value.toString());
    }
}
