package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Custom resources are what the operators define: Strimzi 1.2, KEDA 2.20, CloudNativePG 1.30, Prometheus operator 0.93. */
class CustomResourcesTest {
    private static final Definitions DEFINITIONS = Definitions.load();

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void everyCustomResourceIsAsItsOperatorDefinesIt(String variant) {
        assertEquals(List.of(),
                custom(variant).stream().flatMap(object -> DEFINITIONS.faults(object).stream()).toList());
    }

    @Test
    void eachOperatorHasPart() {
        Set<String> kinds = custom("operators").stream().map(Chart::kind)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(
                kinds.containsAll(Set.of("Cluster", "DatabaseRole", "Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser",
                        "ScaledObject", "TriggerAuthentication")),
                kinds.toString());
    }

    @Test
    void nothingIsLeftOfAnOperatorThatIsNotWanted() {
        assertEquals(Set.of(), kinds("external", "kafka.strimzi.io"));
        assertEquals(Set.of(), kinds("external", "postgresql.cnpg.io"));
        assertEquals(Set.of(), kinds("smallest", "keda.sh"));
        assertEquals(Set.of(), kinds("smallest", "monitoring.coreos.com"));
    }

    @Test
    void faultsWouldBeSeen() {
        assertFault("KafkaTopic", "is not served", topic -> topic.put("apiVersion", "kafka.strimzi.io/v1beta2"));
        assertFault("KafkaTopic", "partitionCount is unknown", topic -> spec(topic).put("partitionCount", 3));
        assertFault("KafkaTopic", "must be of type integer", topic -> spec(topic).put("partitions", "3"));
        assertFault("KafkaTopic", "partitions is too small", topic -> spec(topic).put("partitions", 0));
        assertFault("KafkaUser", "it must be one of",
                user -> ((ObjectNode) user.at("/spec/authentication")).put("type", "plain"));
        assertFault("ScaledObject", "triggers is missing", scaled -> spec(scaled).remove("triggers"));
    }

    private static void assertFault(String kind, String expected, Consumer<ObjectNode> change) {
        ObjectNode object = Chart.ofKind("operators", kind).get(0).deepCopy();
        change.accept(object);
        String faults = DEFINITIONS.faults(object).toString();
        assertTrue(faults.contains(expected), faults);
    }

    private static ObjectNode spec(ObjectNode object) {
        return (ObjectNode) object.path("spec");
    }

    private static Set<String> kinds(String variant, String group) {
        return custom(variant).stream().filter(object -> object.path("apiVersion").asText().startsWith(group + "/"))
                .map(Chart::kind).collect(Collectors.toSet());
    }

    private static List<JsonNode> custom(String variant) {
        return Chart.render(variant).stream()
                .filter(object -> object.path("apiVersion").asText()
                        .matches("(kafka.strimzi.io|postgresql.cnpg.io|keda.sh|"
                                + "monitoring.coreos.com)/.*"))
                .toList();
    }
}
