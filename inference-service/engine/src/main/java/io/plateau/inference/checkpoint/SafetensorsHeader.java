package io.plateau.inference.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.JsonFault;
import io.plateau.contracts.UnprocessableException;

/** The header of a safetensors file: every claim it makes is checked against the file before any is believed. */
final class SafetensorsHeader {
    /** The limit of the format's own implementation. */
    static final long LARGEST = 100_000_000;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private SafetensorsHeader() {
    }

    /**
     * @param file name of the file, for the messages
     * @param dataBytes how many bytes follow the header
     * @return entries by name, in the order of the header
     */
    static Map<String, TensorEntry> parse(String file, byte[] header, long dataBytes) {
        JsonNode root = json(file, header);
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            if (!field.getKey().equals(METADATA)) {
                entries.put(field.getKey(), entry(file, field.getKey(), field.getValue(), dataBytes));
            }
        });
        refuseOverlapsAndHoles(file, entries, dataBytes);
        return entries;
    }

    private static JsonNode json(String file, byte[] header) {
        try {
            JsonNode root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
            if (root == null || !root.isObject()) {
                throw new UnprocessableException("the header of " + file + " is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            // Duplicate keys arrive here too, as "Duplicate field 'name'".
            throw new UnprocessableException("the header of " + file + " is not valid JSON: " + JsonFault.of(e),
                    e);
        } catch (IOException e) {
            throw new UnprocessableException("the header of " + file + " cannot be read", e);
        }
    }

    private static TensorEntry entry(String file, String name, JsonNode node, long dataBytes) {
        String where = "tensor " + name + " in " + file;
        String typeName = node.path("dtype").asText("");
        ElementType type = ElementType.named(typeName).orElseThrow(
                () -> new UnprocessableException(where + " has the unknown dtype '" + typeName + "'"));
        long[] shape = longs(where, "shape", node.get("shape"));
        long[] offsets = longs(where, "data_offsets", node.get("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw new UnprocessableException(where + " has data_offsets that are not [begin, end] with begin ≤ end");
        }
        if (offsets[1] > dataBytes) {
            throw new UnprocessableException(
                    where + " ends at byte " + offsets[1] + " of the data but the file has only "
                            + dataBytes + ": it is truncated or its header is damaged");
        }
        long needed = bytes(where, shape, type);
        if (needed != offsets[1] - offsets[0]) {
            throw new UnprocessableException(
                    where + " needs " + needed + " bytes for its shape but its data_offsets span "
                            + (offsets[1] - offsets[0]));
        }
        return new TensorEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private static long bytes(String where, long[] shape, ElementType type) {
        try {
            long product = type.bytes();
            for (long size : shape) {
                product = Math.multiplyExact(product, size);
            }
            return product;
        } catch (ArithmeticException e) {
            throw new UnprocessableException(where + " has a shape whose size overflows", e);
        }
    }

    private static long[] longs(String where, String field, JsonNode node) {
        if (node == null || !node.isArray()) {
            throw new UnprocessableException(where + " has no array " + field);
        }
        long[] values = new long[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.get(i);
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw new UnprocessableException(
                        where + " has " + value + " in " + field
                                + "; every value must be a whole number from 0 to 2⁶³ − 1");
            }
            values[i] = value.longValue();
        }
        return values;
    }

    private static void refuseOverlapsAndHoles(String file, Map<String, TensorEntry> entries, long dataBytes) {
        List<TensorEntry> ordered = new ArrayList<>(entries.values());
        ordered.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long reached = 0;
        for (TensorEntry entry : ordered) {
            if (entry.begin() < reached) {
                throw new UnprocessableException("tensor " + entry.name() + " in " + file
                        + " overlaps the tensor before it: it begins at byte " + entry.begin() + ", before " + reached);
            }
            if (entry.begin() > reached) {
                throw new UnprocessableException("no tensor of " + file + " covers bytes " + reached + " to "
                        + entry.begin() + " of its data");
            }
            reached = entry.end();
        }
        if (reached != dataBytes) {
            throw new UnprocessableException(
                    file + " has " + (dataBytes - reached) + " bytes after its last tensor that no tensor covers");
        }
    }
}
