package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Stages;
import io.plateau.contracts.Topic;

/** Topics, users and triggers are those of the contracts. */
class KafkaTest {
    @Test
    void topicsAreTheContracts() {
        Map<String, JsonNode> declared = Chart.fields(Chart.file("files/topics.yaml"));
        Map<String, String> expected = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            expected.put(topic.topicName(),
                    topic.partitions() + " partitions, " + topic.maxRecordBytes() + " bytes, kept "
                            + topic.retention().toHours() + " hours or " + topic.retentionBytes() + " bytes, from "
                            + new TreeSet<>(Routes.producers(topic)) + " to " + new TreeSet<>(Routes.consumers(topic)));
        }
        Map<String, String> actual = new TreeMap<>();
        declared.forEach((name, topic) -> actual.put(name, topic.path("partitions").asInt() + " partitions, "
                + topic.path("maxRecordBytes").asInt() + " bytes, kept " + topic.path("retentionHours").asInt()
                + " hours or " + topic.path("retentionBytes").asLong() + " bytes, from "
                + texts(topic.path("producers")) + " to "
                + texts(topic.path("consumers"))));
        assertEquals(expected, actual);
    }

    @Test
    void topicResourcesAreTheDeclared() {
        Map<String, Topic> topics = Arrays.stream(Topic.values()).collect(Collectors.toMap(Topic::topicName, t -> t));
        var resources = Chart.ofKind("operators", "KafkaTopic");
        assertEquals(topics.size(), resources.size());
        for (JsonNode resource : resources) {
            Topic topic = topics.get(resource.at("/spec/topicName").asText());
            // Raised in the values, in one place
            assertEquals(topic == Topic.INFERENCE_WORK ? 120 : topic.partitions(),
                    resource.at("/spec/partitions").asInt(), topic.topicName());
            assertEquals(topic.maxRecordBytes(), resource.at("/spec/config").path("max.message.bytes").asInt());
            JsonNode config = resource.at("/spec/config");
            topic.retentionSettings().forEach((setting, value) -> {
                // More partitions are no more bytes.
                boolean shared = topic == Topic.INFERENCE_WORK && setting.endsWith(".bytes");
                assertEquals(shared ? Long.toString(Long.parseLong(value) / 10) : value, config.path(setting).asText(),
                        topic.topicName() + ": " + setting);
            });
            assertEquals(3, resource.at("/spec/replicas").asInt());
            assertEquals("plateau-kafka", resource.at("/metadata/labels").path("strimzi.io/cluster").asText());
        }
    }

    @Test
    void aPoolHasATopicLikeThatOfTheDefaultOneAndItsRights() {
        for (String pool : new String[]{"large", "tiny"}) {
            JsonNode topic = Chart.only("pools", "KafkaTopic", "plateau-kafka-inference-work-" + pool).path("spec");
            JsonNode ofDefault = Chart.only("pools", "KafkaTopic", "plateau-kafka-inference-work").path("spec");
            assertEquals(Topic.INFERENCE_WORK.topicName(pool), topic.path("topicName").asText());
            assertEquals(48, topic.path("partitions").asInt());
            assertEquals(48, ofDefault.path("partitions").asInt());
            assertEquals(ofDefault.path("config"), topic.path("config"));
            for (String service : Stages.services()) {
                var rights = rights("pools", "plateau-kafka-" + service);
                assertEquals(rights.get("topic inference-work"), rights.get("topic inference-work-" + pool), service);
            }
            assertEquals(Set.of("Describe"), rights("pools", "plateau-kafka-keda").get("topic inference-work-" + pool));
        }
        assertEquals(Topic.values().length + 2, Chart.ofKind("pools", "KafkaTopic").size());
    }

    @Test
    void aUserMayWhatItsServiceDoes() {
        for (String service : Stages.services()) {
            Map<String, Set<String>> expected = new TreeMap<>();
            for (Topic topic : Topic.values()) {
                Set<String> operations = new TreeSet<>(Set.of("Describe", "DescribeConfigs"));
                if (Routes.consumers(topic).contains(service)) {
                    operations.add("Read");
                }
                if (Routes.producers(topic).contains(service)) {
                    operations.add("Write");
                }
                expected.put("topic " + topic.topicName(), operations);
            }
            expected.put("group " + service, Set.of("Read"));
            if (service.equals("inference")) {
                Stages.services().stream().filter(other -> !other.equals(service))
                        .forEach(other -> expected.put("group " + other, Set.of("Describe")));
            }
            assertEquals(expected, rights("operators", "plateau-kafka-" + service), service);
        }
    }

    @Test
    void kedaSeesOffsetsAndNothingElse() {
        var rights = rights("operators", "plateau-kafka-keda");
        rights.forEach((resource, operations) -> assertEquals(Set.of("Describe"), operations, resource));
        for (JsonNode scaled : Chart.ofKind("operators", "ScaledObject")) {
            for (JsonNode trigger : scaled.at("/spec/triggers")) {
                assertTrue(rights.containsKey("topic " + trigger.at("/metadata/topic").asText()));
                assertTrue(rights.containsKey("group " + trigger.at("/metadata/consumerGroup").asText()));
            }
        }
    }

    @Test
    void aDeploymentScalesOnTheLagOfItsWork() throws IOException {
        for (JsonNode scaled : Chart.ofKind("operators", "ScaledObject")) {
            String name = Chart.component(scaled);
            String service = name.equals("inference-worker") ? "inference" : name;
            Set<String> topics = new TreeSet<>();
            int partitions = 0;
            for (JsonNode trigger : scaled.at("/spec/triggers")) {
                assertEquals(service, trigger.at("/metadata/consumerGroup").asText());
                assertEquals("enable", trigger.at("/metadata/tls").asText());
                topics.add(trigger.at("/metadata/topic").asText());
            }
            Set<String> work = name.equals("inference-worker")
                    ? Set.of(Topic.INFERENCE_WORK.topicName())
                    : incoming(service);
            assertEquals(new TreeSet<>(work), topics, name);
            for (Topic topic : Topic.values()) {
                partitions = topics.contains(topic.topicName()) ? Math.max(partitions, topic.partitions()) : partitions;
            }
            partitions = name.equals("inference-worker") ? 120 : partitions;
            assertTrue(scaled.at("/spec/maxReplicaCount").asInt() <= partitions, name);
            assertEquals(name.equals("inference-worker") ? 0 : 1, scaled.at("/spec/minReplicaCount").asInt(), name);
            Chart.only("operators", "Deployment", scaled.at("/spec/scaleTargetRef/name").asText());
        }
        assertEquals(4, Chart.ofKind("operators", "ScaledObject").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference", "influence", "graph", "routing"})
    void whatAServiceConsumesIsWhatItsChannelsName(String service) throws IOException {
        Set<String> channels = new TreeSet<>(incoming(service));
        // The runtime's channel, which every service has.
        channels.add(Topic.EXPERIMENT_EVENTS.topicName());
        Set<String> declared = Chart.fields(Chart.file("files/topics.yaml")).entrySet().stream()
                .filter(topic -> texts(topic.getValue().path("consumers")).contains(service)).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(channels, declared);
    }

    @Test
    void theOnlyListenerHasTlsAndKnowsItsClients() {
        for (String variant : new String[]{"operators", "scram"}) {
            JsonNode kafka = Chart.ofKind(variant, "Kafka").get(0).at("/spec/kafka");
            String authentication = variant.equals("scram") ? "scram-sha-512" : "tls";
            assertEquals(1, kafka.path("listeners").size());
            assertTrue(kafka.at("/listeners/0/tls").asBoolean());
            assertEquals(authentication, kafka.at("/listeners/0/authentication/type").asText());
            assertEquals("simple", kafka.at("/authorization/type").asText());
            assertEquals("false", kafka.path("config").path("auto.create.topics.enable").asText());
            Chart.ofKind(variant, "KafkaUser")
                    .forEach(user -> assertEquals(authentication, user.at("/spec/authentication/type").asText()));
        }
    }

    /** Operations by resource. */
    private static Map<String, Set<String>> rights(String variant, String user) {
        Map<String, Set<String>> rights = new TreeMap<>();
        for (JsonNode rule : Chart.only(variant, "KafkaUser", user).at("/spec/authorization/acls")) {
            assertEquals("literal", rule.at("/resource/patternType").asText());
            rights.computeIfAbsent(rule.at("/resource/type").asText() + " " + rule.at("/resource/name").asText(),
                    resource -> new TreeSet<>()).addAll(texts(rule.path("operations")));
        }
        return rights;
    }

    private static Set<String> incoming(String service) throws IOException {
        Properties properties = new Properties();
        Path file = Chart.REPOSITORY.resolve(service + "-service/src/main/resources/application.properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.matches("mp\\.messaging\\.incoming\\..*\\.topic"))
                .map(properties::getProperty).collect(Collectors.toSet());
    }

    private static Set<String> texts(JsonNode array) {
        return Chart.list(array).stream().map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }
}
