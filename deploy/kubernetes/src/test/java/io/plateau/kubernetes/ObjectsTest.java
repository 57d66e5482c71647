package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.marcnuri.helm.Helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** Helm takes the chart, and Kubernetes would take what it renders. */
class ObjectsTest {
    private static final Map<String, Class<? extends HasMetadata>> BUILT_IN = Map.of(
            "v1/Service", Service.class, "v1/ServiceAccount", ServiceAccount.class, "v1/ConfigMap", ConfigMap.class,
            "apps/v1/Deployment", Deployment.class, "autoscaling/v2/HorizontalPodAutoscaler",
            HorizontalPodAutoscaler.class, "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class, "batch/v1/Job", Job.class);
    /** Groups of the operators; CustomResourcesTest has their definitions. */
    private static final Set<String> OPERATORS = Set.of("kafka.strimzi.io", "postgresql.cnpg.io", "keda.sh",
            "monitoring.coreos.com");
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // The models keep unknown fields; here they are faults.
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            }).build();

    @Test
    void helmFindsNoFault() {
        var result = new Helm(Chart.DIRECTORY).lint().call();
        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
        assertEquals(List.of(),
                result.getMessages().stream().filter(message -> !message.startsWith("[INFO]")).toList());
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void everyBuiltInKindIsOneThatKubernetesKnows(String variant) throws JsonProcessingException {
        int read = 0;
        for (JsonNode object : Chart.render(variant)) {
            String version = object.path("apiVersion").asText();
            if (OPERATORS.contains(version.replaceAll("/.*", ""))) {
                continue;
            }
            Class<? extends HasMetadata> type = BUILT_IN.get(version + "/" + Chart.kind(object));
            assertNotNull(type, version + " " + Chart.kind(object));
            assertEquals(Chart.name(object), STRICT.treeToValue(object, type).getMetadata().getName());
            read++;
        }
        assertTrue(read > 10, read + " objects");
    }

    @Test
    void anUnknownFieldWouldBeSeen() {
        JsonNode deployment = Chart.only("operators", "Deployment", "plateau-graph").deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) deployment.at("/spec/template/spec/containers/0"))
                .put("readOnlyRootFileSystem", true);
        assertThrows(JsonProcessingException.class, () -> STRICT.treeToValue(deployment, Deployment.class));
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void namesAreUniqueShortAndTheReleases(String variant) {
        String prefix = variant.equals("scram") ? "second" : "plateau";
        Set<String> seen = new HashSet<>();
        for (JsonNode object : Chart.render(variant)) {
            String name = Chart.name(object);
            assertTrue(seen.add(Chart.kind(object) + " " + name), name);
            // Two releases in a namespace do not meet.
            assertTrue(name.equals(prefix) || name.startsWith(prefix + "-"), name);
            assertTrue(name.length() <= 63, name);
            JsonNode labels = object.at("/metadata/labels");
            assertEquals("plateau", labels.path("app.kubernetes.io/name").asText(), name);
            assertEquals(Chart.RELEASE, labels.path("app.kubernetes.io/instance").asText(), name);
            assertEquals(variant.equals("scram") ? "interpretability" : "", labels.path("team").asText(), name);
        }
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void whatSelectsPodsSelectsThoseOfOneDeployment(String variant) {
        List<JsonNode> pods = Chart.ofKind(variant, "Deployment").stream()
                .map(d -> d.at("/spec/template/metadata/labels"))
                .toList();
        assertEquals(variant.equals("pools") ? 7 : 5, pods.size());
        for (String kind : List.of("Deployment", "PodDisruptionBudget", "Service")) {
            for (JsonNode object : Chart.ofKind(variant, kind)) {
                JsonNode selector = object.at(kind.equals("Service") ? "/spec/selector" : "/spec/selector/matchLabels");
                assertEquals(1, pods.stream().filter(labels -> selects(selector, labels)).count(), Chart.name(object));
            }
        }
    }

    @Test
    void whatHoldsDataOutlivesTheRelease() {
        for (String kind : List.of("Kafka", "KafkaNodePool", "KafkaTopic", "Cluster")) {
            List<JsonNode> objects = Chart.ofKind("operators", kind);
            assertFalse(objects.isEmpty(), kind);
            objects.forEach(object -> assertEquals("keep",
                    object.at("/metadata/annotations").path("helm.sh/resource-policy").asText(), Chart.name(object)));
        }
    }

    static boolean selects(JsonNode selector, JsonNode labels) {
        return Chart.fields(selector).entrySet().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }
}
