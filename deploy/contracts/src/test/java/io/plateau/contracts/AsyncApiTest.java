package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document says of topics and events what the code says. */
class AsyncApiTest {
    private static final Path AVRO = Path.of("src/main/avro");
    /** As every schema's documentation ends: of a topic, or of a first and a second. */
    private static final Pattern TOPICS = Pattern.compile("Topics? ([a-z-]+)(?: \\([^)]*\\) and ([a-z-]+))?\\.$");

    private final JsonNode document = read();

    @Test
    void everyTopicIsAChannelWithItsPartitions() {
        Map<String, Integer> declared = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            declared.put(topic.topicName(), topic.partitions());
        }
        Map<String, Integer> documented = new TreeMap<>();
        document.get("channels").properties().forEach(channel -> {
            assertEquals(channel.getKey(), channel.getValue().get("address").asText());
            documented.put(channel.getKey(), channel.getValue().at("/bindings/kafka/partitions").asInt());
        });

        assertEquals(declared, documented);
    }

    @Test
    void everyEventIsAMessageOfItsTopics() throws IOException {
        Map<String, TreeSet<String>> declared = new TreeMap<>();
        for (Path file : schemas()) {
            JsonNode schema = new YAMLMapper().readTree(file.toFile());
            Matcher topics = TOPICS.matcher(schema.path("doc").asText());
            if (topics.find()) {
                for (int group = 1; group <= 2; group++) {
                    if (topics.group(group) != null) {
                        declared.computeIfAbsent(topics.group(group), topic -> new TreeSet<>())
                                .add(schema.get("name").asText());
                    }
                }
            }
        }
        declared.computeIfAbsent(Topic.DEAD_LETTERS.topicName(), topic -> new TreeSet<>()).add("DeadLetter");
        Map<String, TreeSet<String>> documented = new TreeMap<>();
        document.get("channels").properties().forEach(channel -> documented.put(channel.getKey(),
                new TreeSet<>(names(channel.getValue().get("messages")))));

        assertEquals(declared, documented);
    }

    @Test
    void everyMessageNamesItsTypeAndItsSchema() {
        for (Map.Entry<String, JsonNode> message : document.at("/components/messages").properties()) {
            if (message.getKey().equals("DeadLetter")) {
                continue;
            }
            assertEquals("io.plateau." + message.getKey(), message.getValue().get("name").asText());
            String schema = message.getValue().has("payload")
                    ? message.getValue().at("/payload/schema/$ref").asText()
                    : message.getValue().path("x-avro-schema").asText();
            assertTrue(Files.isRegularFile(Path.of(schema)), message.getKey() + ": " + schema);
            assertEquals(message.getKey() + ".avsc", Path.of(schema).getFileName().toString());
        }
    }

    private static List<Path> schemas() throws IOException {
        try (Stream<Path> files = Files.list(AVRO)) {
            return files.sorted().toList();
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Path.of("asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
