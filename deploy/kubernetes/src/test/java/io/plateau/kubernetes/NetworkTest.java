package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Pods reach Kafka, their database and names, and their metrics are reached; clients reach the front door alone. */
class NetworkTest {
    private static final String DNS = "{\"namespaceSelector\":{},\"podSelector\":{\"matchLabels\":{\"k8s-app\":\"kube-dns\"}}}";

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.PodsTest#pods")
    void onlyTheFlowsOfThePicture(PodsTest.Pod pod) {
        if (pod.variant().equals("smallest")) {
            assertEquals(List.of(), Chart.ofKind("smallest", "NetworkPolicy"));
            return;
        }
        assertEquals(expectedIngress(pod), flows(pod, "Ingress"));
        assertEquals(expectedEgress(pod), flows(pod, "Egress"));
    }

    private static Set<String> expectedIngress(PodsTest.Pod pod) {
        boolean scram = pod.variant().equals("scram");
        Set<String> flows = new TreeSet<>(Set.of(namespace(scram ? "plateau" : "monitoring") + " TCP 9000"));
        if (pod.name().equals("front-door")) {
            flows.add((scram ? namespace("ingress") : "{\"podSelector\":{}}") + " TCP 8080");
        }
        return flows;
    }

    private static Set<String> expectedEgress(PodsTest.Pod pod) {
        String prefix = pod.variant().equals("scram") ? "second" : "plateau";
        Set<String> flows = new TreeSet<>(Set.of(DNS + " TCP 53", DNS + " UDP 53"));
        flows.add(switch (pod.variant()) {
            case "external" -> block("192.0.2.0/24") + " TCP 9093";
            case "external-scram" -> block("0.0.0.0/0") + " TCP 9094";
            default -> pods("strimzi.io/cluster", prefix + "-kafka") + " TCP 9093";
        });
        if (pod.variant().equals("external-scram")) {
            flows.add(block("::/0") + " TCP 9094");
        }
        flows.add(pod.variant().equals("external")
                ? block("198.51.100.7/32") + " TCP 5433"
                : pods("cnpg.io/cluster", prefix + "-database") + " TCP 5432");
        if (pod.variant().equals("cpu") && PodsTest.isInference(pod.name())) {
            flows.add("anything TCP 443");
        }
        if (pod.variant().equals("external")) {
            flows.add("anything TCP 4317");
        }
        if (pod.variant().equals("external") && pod.name().equals("front-door")) {
            // Web hooks
            flows.addAll(Set.of("anything TCP 443", "anything TCP 8080"));
        }
        return flows;
    }

    @Test
    void theDatabaseIsReachedByServicesItsOwnInstancesTheOperatorAndPrometheus() {
        JsonNode policy = Chart.only("operators", "NetworkPolicy", "plateau-database").path("spec");
        String own = pods("cnpg.io/cluster", "plateau-database");
        String services = "{\"podSelector\":{\"matchLabels\":{\"app.kubernetes.io/name\":\"plateau\","
                + "\"app.kubernetes.io/instance\":\"plateau\"}}}";
        assertEquals(new TreeSet<>(Set.of(services + " TCP 5432", own + " TCP 5432", own + " TCP 8000",
                namespace("cnpg-system") + " TCP 8000", namespace("monitoring") + " TCP 9187")),
                flows(policy, "Ingress"));
    }

    @Test
    void theBrokerIsReachedByServicesAndKeda() {
        JsonNode peers = Chart.only("operators", "Kafka", "plateau-kafka")
                .at("/spec/kafka/listeners/0/networkPolicyPeers");
        assertEquals(2, peers.size());
        assertEquals(namespace("keda"), peers.get(1).toString());
    }

    /** What all policies together let a pod do; a policy of a direction that says nothing of it would let everything. */
    private static Set<String> flows(PodsTest.Pod pod, String direction) {
        JsonNode labels = Chart.ofKind(pod.variant(), "Deployment").stream()
                .filter(d -> Chart.component(d).equals(pod.name())).findFirst().orElseThrow()
                .at("/spec/template/metadata/labels");
        List<JsonNode> policies = Chart.ofKind(pod.variant(), "NetworkPolicy").stream().map(p -> p.path("spec"))
                .filter(p -> ObjectsTest.selects(p.at("/podSelector/matchLabels"), labels)
                        && Chart.list(p.path("policyTypes")).stream().anyMatch(t -> t.asText().equals(direction)))
                .toList();
        // Without any policy everything is allowed.
        assertEquals(false, policies.isEmpty());
        Set<String> flows = new TreeSet<>();
        policies.forEach(policy -> flows.addAll(flows(policy, direction)));
        return flows;
    }

    private static Set<String> flows(JsonNode policy, String direction) {
        Set<String> flows = new TreeSet<>();
        for (JsonNode rule : policy.path(direction.toLowerCase(java.util.Locale.ROOT))) {
            JsonNode peers = rule.path(direction.equals("Ingress") ? "from" : "to");
            List<String> names = peers.isEmpty()
                    ? List.of("anything")
                    : Chart.list(peers).stream().map(JsonNode::toString)
                            .toList();
            List<String> ports = rule.path("ports").isEmpty()
                    ? List.of("any port")
                    : Chart.list(rule.path("ports")).stream()
                            .map(port -> port.path("protocol").asText() + " " + port.path("port").asText()).toList();
            names.forEach(name -> ports.forEach(port -> flows.add(name + " " + port)));
        }
        return flows;
    }

    private static String namespace(String name) {
        return "{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"" + name + "\"}}}";
    }

    private static String pods(String label, String value) {
        return "{\"podSelector\":{\"matchLabels\":{\"" + label + "\":\"" + value + "\"}}}";
    }

    private static String block(String cidr) {
        return "{\"ipBlock\":{\"cidr\":\"" + cidr + "\"}}";
    }
}
