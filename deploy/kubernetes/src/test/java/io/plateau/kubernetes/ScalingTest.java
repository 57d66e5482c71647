package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Either something scales a deployment or its number of replicas is fixed; scaling down is damped; KEDA can log in. */
class ScalingTest {
    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void anUpgradeDoesNotUndoWhatScales(String variant) {
        Set<String> scaled = Chart.render(variant).stream()
                .map(object -> object.at("/spec/scaleTargetRef/name").asText()).filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        for (JsonNode deployment : Chart.ofKind(variant, "Deployment")) {
            assertEquals(!scaled.contains(Chart.name(deployment)), deployment.path("spec").has("replicas"));
        }
        assertEquals(variant.equals("smallest") ? 0 : deployments(variant), scaled.size());
    }

    @Test
    void theFrontDoorScalesOnItsProcessors() {
        JsonNode scaler = Chart.only("operators", "HorizontalPodAutoscaler", "plateau-front-door").path("spec");
        assertEquals(2, scaler.path("minReplicas").asInt());
        assertEquals("cpu", scaler.at("/metrics/0/resource/name").asText());
        // A share of what is requested: without a request there is none.
        assertTrue(Chart.only("operators", "Deployment", "plateau-front-door")
                .at("/spec/template/spec/containers/0/resources/requests").has("cpu"));
        assertEquals(60, scaler.at("/behavior/scaleDown/stabilizationWindowSeconds").asInt());
    }

    @Test
    void scalingDownIsDamped() {
        for (JsonNode scaled : Chart.ofKind("operators", "ScaledObject")) {
            assertTrue(scaled.at("/spec/cooldownPeriod").asInt() >= 60);
            assertTrue(scaled
                    .at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown/stabilizationWindowSeconds")
                    .asInt() >= 60);
            // Where lag is unknown nothing is scaled down.
            assertEquals("currentReplicasIfHigher", scaled.at("/spec/fallback/behavior").asText());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operators      | ca=plateau-kafka-cluster-ca-cert/ca.crt cert=plateau-kafka-keda/user.crt key=plateau-kafka-keda/user.key
            scram          | ca=second-kafka-cluster-ca-cert/ca.crt password=second-kafka-keda/password username=second-lag/username
            external       | ca=kafka-ca/ca.crt cert=kafka-user-keda/user.crt key=kafka-user-keda/user.key
            external-scram | ca=kafka-ca/ca.crt password=plateau-kafka-keda/password username=plateau-kafka-keda/username
            """)
    void kedaLogsInAsItsOwnUser(String variant, String expected) {
        JsonNode authentication = Chart.ofKind(variant, "TriggerAuthentication").get(0);
        Map<String, String> parameters = new TreeMap<>();
        for (String kind : List.of("secretTargetRef", "configMapTargetRef")) {
            authentication.path("spec").path(kind)
                    .forEach(parameter -> parameters.put(parameter.path("parameter").asText(),
                            parameter.path("name").asText() + "/" + parameter.path("key").asText()));
        }
        assertEquals(expected, parameters.entrySet().stream().map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining(" ")));
        for (JsonNode scaled : Chart.ofKind(variant, "ScaledObject")) {
            scaled.at("/spec/triggers").forEach(trigger -> {
                assertEquals(Chart.name(authentication), trigger.at("/authenticationRef/name").asText());
                assertEquals(variant.endsWith("scram") ? "scram_sha512" : "none",
                        trigger.at("/metadata/sasl").asText());
            });
        }
        if (variant.equals("scram")) {
            assertEquals("second-kafka-keda",
                    Chart.only(variant, "ConfigMap", "second-lag").at("/data/username").asText());
            Chart.only(variant, "KafkaUser", "second-kafka-keda");
        }
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void aDrainTakesOnePodAtATime(String variant) {
        List<JsonNode> budgets = Chart.ofKind(variant, "PodDisruptionBudget");
        assertEquals(variant.equals("smallest") ? 0 : deployments(variant), budgets.size());
        budgets.forEach(budget -> {
            assertEquals(1, budget.at("/spec/maxUnavailable").asInt());
            assertFalse(budget.path("spec").has("minAvailable"));
        });
    }

    @Test
    void aWorkerGivesItsGpuBackBeforeItsSuccessorStarts() {
        assertEquals("{\"maxSurge\":0,\"maxUnavailable\":1}", rollout("operators", "inference-worker"));
        assertEquals("{\"maxSurge\":1,\"maxUnavailable\":0}", rollout("cpu", "inference-worker"));
        assertEquals("{\"maxSurge\":1,\"maxUnavailable\":0}", rollout("operators", "front-door"));
    }

    /** Two pools more. */
    private static int deployments(String variant) {
        return variant.equals("pools") ? 7 : 5;
    }

    @Test
    void aPoolScalesOnItsOwnWork() {
        for (String pool : List.of("default", "large", "tiny")) {
            String suffix = pool.equals("default") ? "" : "-" + pool;
            JsonNode scaled = Chart.only("pools", "ScaledObject", "plateau-inference-worker" + suffix);
            JsonNode lag = scaled.at("/spec/triggers/0/metadata");
            assertEquals("inference-work" + suffix, lag.path("topic").asText());
            assertEquals("inference", lag.path("consumerGroup").asText());
            JsonNode pending = scaled.at("/spec/triggers/1");
            assertEquals("prometheus", pending.path("type").asText());
            assertEquals("http://prometheus-operated.monitoring.svc:9090",
                    pending.at("/metadata/serverAddress").asText());
            assertEquals("max(plateau_pending_blocks{namespace=\"plateau\",release=\"plateau\","
                    + "component=\"front-door\",pool=\"" + pool + "\"})", pending.at("/metadata/query").asText());
            assertEquals(2, scaled.at("/spec/triggers").size());
        }
        assertEquals(4, Chart.only("pools", "ScaledObject", "plateau-inference-worker-large")
                .at("/spec/maxReplicaCount").asInt());
        // Where Prometheus is not named, lag alone
        assertEquals(1,
                Chart.only("operators", "ScaledObject", "plateau-inference-worker").at("/spec/triggers").size());
    }

    private static String rollout(String variant, String deployment) {
        return Chart.only(variant, "Deployment", "plateau-" + deployment).at("/spec/strategy/rollingUpdate").toString();
    }
}
